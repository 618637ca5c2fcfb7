package web_test

import "github.com/patio-auth/patio/server/web"

func securityScenes() []scene {
	setUp := &web.PasswordCheck{Action: "/account/security/authenticator", Username: "mira"}
	wrong := &web.PasswordCheck{Action: setUp.Action, Username: "mira", Errors: web.Errors{"password": "This is not your password."}}
	app := web.Authenticator{Frame: inside, Action: "/account/security/authenticator/confirm", CancelHref: "/account/security",
		URI: "otpauth://totp/Patio%20at%20auth.example.org:mira?algorithm=SHA1&digits=6&issuer=Patio%20at%20auth.example.org&period=30&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
		Key: []string{"JBSW", "Y3DP", "EHPK", "3PXP", "JBSW", "Y3DP", "EHPK", "3PXP"}}
	refused := app
	refused.Errors = web.Errors{"code": "That is not the code that the app shows now. Look at the clock of your phone, and try the next one."}
	codes := make([]string, 10)
	for i := range codes {
		codes[i] = "7kqm-2xdt-9wtr-q2yh-m7xn-c4v" + string("0123456789"[i])
	}
	on := web.Security{Frame: flashed(inside, web.FlashOK, "Done."), Factors: []web.FactorRow{{Name: "Authenticator app", Note: "Since 3 March 2026, last used 3 hours ago"}},
		RecoveryCodes: "2 are left.", FewCodes: true, RenewHref: "/account/security/recovery-codes", RemoveHref: "/account/security/remove", BackHref: "/account"}
	return []scene{
		{"second-factor", web.SecondFactor{Frame: outside, Action: "/login/second-factor", Heading: "One more step", Why: "Your account asks for a second factor.", Button: "Sign in",
			Fields: []web.Field{{Name: "return_to", Value: "/account"}}, App: "Ledgerly", CancelHref: "/login", Cancel: "Start over"}},
		{"confirm-password", web.SecondFactor{Frame: outside, Action: "/account/security/confirm", Heading: "Confirm that it is you", Why: "This step asks for your password. It then counts for five minutes.",
			Password: true, Username: "mira", CancelHref: "/account", Cancel: "Back"}},
		{"second-factor-refused", web.SecondFactor{Frame: outside, Action: "/account/security/confirm", Heading: "Confirm that it is you", Why: "This step asks for your second factor. It then counts for five minutes.",
			Error: "That code is not right, or was used already. Wait for the next one.", CancelHref: "/account"}},
		{"security-off", web.Security{Frame: inside, SetUp: setUp, BackHref: "/account"}},
		{"security-refused", web.Security{Frame: inside, SetUp: wrong, BackHref: "/account"}},
		{"security-on", on},
		{"security-remove", web.SecurityChange{Frame: inside, Heading: "Remove your second factor?", Points: []string{"Your password alone signs in again.", "Your recovery codes stop working, and other browsers are signed out."},
			Check: *wrong, Button: "Remove second factor", Destroys: true, CancelHref: "/account/security"}},
		{"security-renew", web.SecurityChange{Frame: inside, Heading: "Make new recovery codes?", Points: []string{"You get ten new ones. All that you have now stop working."}, Check: *setUp, Button: "Make new codes", CancelHref: "/account/security"}},
		{"authenticator", app},
		{"authenticator-refused", refused},
		{"recovery-codes", web.RecoveryCodes{Frame: flashed(inside, web.FlashOK, "Your second factor is on. Other browsers have been signed out."), Codes: codes, DoneHref: "/account/security"}},
	}
}
