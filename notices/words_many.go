package notices

import "fmt"

// many is what a message says that tells of many notices of one kind: a title,
// which takes the number, and what to do.
var many = map[Kind]Words{
	TokenCreated: {
		"%d personal access tokens were created",
		"Revoke those that you did not make.",
	},
	TokenExpiring: {
		"%d tokens end soon",
		"Whatever uses them stops working then: make new ones in time, or move their ends.",
	},
	TokenLeaked: {
		"%d tokens were found in the open",
		"They have been ended, so that nobody can use them. Make new ones where you still need them.",
	},
	TokenTripwire: {
		"Old secrets of %d tokens came back",
		"The tokens have been ended. Make new ones where you still need them.",
	},
	AccessLeaked: {
		"Tokens of apps were found in the open %d times",
		"Everything that these apps held for you has been ended. Where you still use one, allow it again.",
	},
	ClientTokenLeaked: {
		"%d tokens of clients were found in the open",
		"They have been ended. Look where the clients leave their tokens.",
	},
	ClientSecretLeaked: {
		"%d secrets of clients were found in the open",
		"They have been ended. Make new ones, and give them to the programs.",
	},
	PasswordChanged: {
		"Your password was changed %d times",
		"If that was not you, reset your password and tell the people who run this service.",
	},
	SecondFactorAdded: {
		"A second factor was added %d times",
		"If that was not you, reset your password and tell the people who run this service.",
	},
	SecondFactorRemoved: {
		"Your second factor was removed %d times",
		"If that was not you, change your password and look at your second factor.",
	},
	RecoveryCodesRenewed: {
		"You had new recovery codes %d times",
		"Only the last ones work. If that was not you, change your password now.",
	},
	RecoveryCodeUsed: {
		"%d recovery codes were used",
		"If that was not you, change your password now and make new ones.",
	},
	EmailChanged: {
		"Your e-mail address was changed %d times",
		"If you did not ask for that, tell the people who run this service.",
	},
	NewDevice: {
		"%d sign-ins from new devices",
		"If one was not you, change your password now and sign out other browsers.",
	},
	ClientChanged: {
		"API clients were changed %d times",
		"If that was not you, look at the clients and revoke the tokens that you do not know.",
	},
	ClientSecretRotated: {
		"API clients got new secrets %d times",
		"If that was not you, look at the clients and revoke the tokens that you do not know.",
	},
	ClientSuspended: {
		"API clients were suspended %d times",
		"Their tokens are refused until they are active again.",
	},
	ClientActivated: {
		"API clients were activated %d times",
		"Their tokens work again unless they have ended.",
	},
	ClientApproved: {
		"%d API clients were approved",
		"They work from now on.",
	},
	ClientTransferred: {
		"%d API clients have a new owner",
		"An operator has transferred them to your account.",
	},
	ConsentUnreviewed: {
		"You allowed %d apps that nobody has reviewed",
		"Withdraw those that you did not mean to allow.",
	},
}

// Words is what the message of a delivery says: the notice's own words, or
// those for many of its kind.
func (d Delivery) Words() Words {
	if d.Combined == 0 {
		return d.Notice.Words()
	}
	words := many[d.Notice.Kind]
	return Words{Title: fmt.Sprintf(words.Title, d.Count()), Note: words.Note}
}
