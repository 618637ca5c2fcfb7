package users

import (
	"strings"

	"github.com/patio-auth/patio/audit"
)

// facts is what the audit trail keeps of an account.
func facts(u User) map[string]string {
	status := "enabled"
	if u.Disabled() {
		status = "disabled"
	}
	return map[string]string{
		"username": u.Username, "email": u.Email, "name": u.Name, "admin": audit.YesNo(u.Admin), "status": status,
	}
}

// factorFacts is what the audit trail keeps of an account's second factors.
func factorFacts(factors []Factor) map[string]string {
	kinds := make([]string, len(factors))
	for i, f := range factors {
		kinds[i] = string(f.Kind)
	}
	return map[string]string{"second_factor": strings.Join(kinds, " ")}
}

// sessionFacts is what the audit trail keeps of a session.
func sessionFacts(s Session) map[string]string {
	return map[string]string{"address": s.Address, "agent": s.Agent, "signed_in_at": audit.Time(s.CreatedAt)}
}
