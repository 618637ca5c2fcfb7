package main

import (
	"fmt"
	"slices"

	"github.com/patio-auth/patio/config"
)

// auditActions are the actions that the trail may hold.
var auditActions = []string{
	"client.activated", "client.approved", "client.authentication_refused", "client.changed", "client.deleted",
	"client.detached", "client.registered", "client.secret_revoked", "client.secret_rotated", "client.suspended",
	"client.transferred", "consent.allowed", "consent.withdrawn", "key.resealed", "key.revoked", "key.rotated",
	"oauth.code_issued", "oauth.code_redeemed", "oauth.replay_stopped", "oauth.scope_refused", "oauth.token_revoked",
	"pat.changed", "pat.created", "pat.revoked", "pat.rotated", "pat.shortened", "pat.tripwire", "token.scope_refused",
	"user.created", "user.deleted", "user.disabled", "user.email_changed", "user.enabled", "user.other_sessions_ended",
	"user.password_changed", "user.password_given", "user.password_refused", "user.recovery_codes_renewed",
	"user.revoked", "user.second_factor_added", "user.second_factor_given", "user.second_factor_refused",
	"user.second_factor_removed", "user.second_factor_reset", "user.second_factors_resealed", "user.session_ended",
	"user.sign_in_refused", "user.signed_in", "user.signed_out",
}

// checkAction refuses an action that no event has, with the one that was
// probably meant.
func checkAction(typed *string) error {
	if typed == nil || slices.Contains(auditActions, *typed) {
		return nil
	}
	if meant := config.Nearest(*typed, auditActions); meant != "" {
		return &usageError{fmt.Sprintf("there is no action %.60q; did you mean %s?", *typed, meant)}
	}
	return &usageError{fmt.Sprintf("there is no action %.60q; actions begin with client, consent, key, oauth, pat, "+
		"token or user, such as client.changed", *typed)}
}
