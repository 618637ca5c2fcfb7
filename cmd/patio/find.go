package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/users"
)

// lookUp finds an account by id, user name or e-mail address. Errors:
// users.ErrUnknown.
func (r *rooms) lookUp(ctx context.Context, named string) (users.User, error) {
	found, err := r.users.Get(ctx, named)
	if errors.Is(err, users.ErrUnknown) {
		found, err = r.users.Find(ctx, named)
	}
	return found, err
}

// user is lookUp with an error that says what to do.
func (r *rooms) user(ctx context.Context, named string) (users.User, error) {
	found, err := r.lookUp(ctx, named)
	if errors.Is(err, users.ErrUnknown) {
		return users.User{}, fmt.Errorf("there is no user %q; patio user list shows the ones there are", named)
	}
	return found, err
}

// idOf is the id of the person that a flag names; "" where it was not given.
func (r *rooms) idOf(ctx context.Context, named *string) (string, error) {
	if named == nil {
		return "", nil
	}
	found, err := r.user(ctx, *named)
	return found.ID, err
}

// client finds a client by id.
func (r *rooms) client(ctx context.Context, id string) (clients.Client, error) {
	found, err := r.clients.Get(ctx, id)
	if errors.Is(err, clients.ErrUnknown) {
		return clients.Client{}, fmt.Errorf("there is no client %q; patio client list shows the ones there are", id)
	}
	return found, err
}

// flagOf is the flag behind a field of the rooms' refusals.
var flagOf = map[string]string{
	"username": "--username", "email": "--email", "name": "--name", "password": "the password",
	"type": "--type", "scopes": "--scope", "redirect_uris": "--redirect-uri", "grant_types": "--grant-type",
	"token_endpoint_auth_method": "--token-endpoint-auth-method", "access_token_format": "--access-token-format",
	"resource_server": "--resource-server", "overlap_seconds": "--overlap",
	"client_id": "--client", "expires_at": "--expires-in",
	"allowed_ips": "--allowed-ip", "resource": "--resource",
}

// inFlags tells a room's refusal in the words that were typed.
func inFlags(err error) error {
	field, detail := "", ""
	if e, ok := errors.AsType[*users.Error](err); ok {
		field, detail = e.Field, e.Detail
	} else if e, ok := errors.AsType[*clients.Error](err); ok {
		field, detail = e.Field, e.Detail
	} else if e, ok := errors.AsType[*pat.Error](err); ok {
		field, detail = e.Field, e.Detail
	}
	if flag := flagOf[field]; flag != "" {
		return fmt.Errorf("%s %s", flag, detail)
	}
	return err
}
