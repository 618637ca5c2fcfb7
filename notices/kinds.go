package notices

import "time"

// Kind is what a notice is about: also the type of a webhook's event.
type Kind string

// The kinds of notice.
const (
	TokenCreated  Kind = "token.created"
	TokenExpiring Kind = "token.expiring"
	TokenLeaked   Kind = "token.leaked"   // somebody reported it, and it was ended
	TokenTripwire Kind = "token.tripwire" // a replaced secret came back, and it was ended

	// These are about other secrets that were reported, and ended; see Subject.
	AccessLeaked       Kind = "access.leaked"        // what an app held for the person
	ClientTokenLeaked  Kind = "client_token.leaked"  // what a client of the person's held for itself
	ClientSecretLeaked Kind = "client_secret.leaked" // a secret of such a client

	// These are about how the person signs in.
	PasswordChanged      Kind = "account.password_changed"
	SecondFactorAdded    Kind = "account.second_factor_added"
	SecondFactorRemoved  Kind = "account.second_factor_removed"
	RecoveryCodesRenewed Kind = "account.recovery_codes_renewed"
	RecoveryCodeUsed     Kind = "account.recovery_code_used"
	EmailChanged         Kind = "account.email_changed"
	NewDevice            Kind = "account.new_device"

	// These are about a client that the person owns.
	ClientChanged       Kind = "client.changed"
	ClientSecretRotated Kind = "client.secret_rotated"
	ClientSuspended     Kind = "client.suspended"
	ClientActivated     Kind = "client.activated"
	ClientApproved      Kind = "client.approved"
	ClientTransferred   Kind = "client.transferred"

	// ConsentUnreviewed says that the person allowed a client that no operator
	// has reviewed.
	ConsentUnreviewed Kind = "consent.unreviewed_client"
)

// traits are what the notices of a kind have in common.
type traits struct {
	subject Subject
	urgent  bool // goes out before what is not
	grave   bool // something was ended that its owner had not ended
	address bool // tells from where the request came
}

var kinds = map[Kind]traits{
	TokenCreated:         {subject: OfToken, address: true},
	TokenExpiring:        {subject: OfToken},
	TokenLeaked:          {subject: OfToken, urgent: true, grave: true},
	TokenTripwire:        {subject: OfToken, urgent: true, grave: true, address: true},
	AccessLeaked:         {subject: OfApp, urgent: true, grave: true},
	ClientTokenLeaked:    {subject: OfClient, urgent: true, grave: true},
	ClientSecretLeaked:   {subject: OfClient, urgent: true, grave: true},
	PasswordChanged:      {subject: OfAccount, urgent: true, address: true},
	SecondFactorAdded:    {subject: OfSecurity, urgent: true, address: true},
	SecondFactorRemoved:  {subject: OfSecurity, urgent: true, address: true},
	RecoveryCodesRenewed: {subject: OfSecurity, urgent: true, address: true},
	RecoveryCodeUsed:     {subject: OfSecurity, urgent: true, address: true},
	EmailChanged:         {subject: OfAccount, urgent: true, address: true},
	NewDevice:            {subject: OfAccount, urgent: true, address: true},
	ClientChanged:        {subject: OfClient, urgent: true, address: true},
	ClientSecretRotated:  {subject: OfClient, urgent: true, address: true},
	ClientSuspended:      {subject: OfClient, urgent: true, address: true},
	ClientActivated:      {subject: OfClient, address: true},
	ClientApproved:       {subject: OfClient},
	ClientTransferred:    {subject: OfClient},
	ConsentUnreviewed:    {subject: OfApp, address: true},
}

func (k Kind) traits() traits { return kinds[k] }

func (k Kind) known() bool {
	_, known := kinds[k]
	return known
}

// Urgent reports whether notices of this kind go out before others.
func (k Kind) Urgent() bool { return k.traits().urgent }

// gatherTime is the window in which a person gets only a few messages of this
// kind; what is more waits for its end.
func (k Kind) gatherTime() time.Duration {
	if k.Urgent() {
		return time.Minute
	}
	return 10 * time.Minute
}
