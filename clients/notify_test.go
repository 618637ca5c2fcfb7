package clients_test

import (
	"context"
	"errors"
	"reflect"
	"testing"
	"time"

	"github.com/patio-auth/patio/clients"
)

// told is a notifier that keeps what it is told, or refuses.
type told struct {
	all  []clients.Notice
	fail error
}

// NotifyClient is clients.Notifier's.
func (n *told) NotifyClient(_ context.Context, notice clients.Notice) error {
	notice.Client = clients.Client{ID: notice.Client.ID, OwnerID: notice.Client.OwnerID, Name: notice.Client.Name}
	if n.fail == nil {
		n.all = append(n.all, notice)
	}
	return n.fail
}

// TestChangesAreTold: a client's owner is told what changed.
func TestChangesAreTold(t *testing.T) {
	r, n := newRoom(t), &told{}
	every := []string{clients.GrantCode, clients.GrantRefresh, clients.GrantClientCredentials}
	r.Clients = clients.New(r.store, clients.Options{
		Catalogue: r.Catalogue(), Now: func() time.Time { return r.at }, Audience: audience, Notifier: n,
		SelfService: clients.SelfService{GrantTypes: every, Approval: clients.ApprovalRestricted},
	})
	c, _ := r.register(t, good())
	want := func(what string, all ...clients.Notice) {
		t.Helper()
		for i := range all {
			all[i].Client = clients.Client{ID: c.ID, OwnerID: owner, Name: c.Name}
		}
		if !reflect.DeepEqual(n.all, all) {
			t.Errorf("%s: %+v, want %+v", what, n.all, all)
		}
		n.all = nil
	}
	change := func(ch clients.Change) {
		t.Helper()
		if _, err := r.Change(t.Context(), owner, c.ID, ch); err != nil {
			t.Fatal(err)
		}
	}
	change(clients.Change{Name: new(c.Name), RedirectURIs: &c.RedirectURIs})
	want("nothing")
	change(clients.Change{RedirectURIs: &[]string{"https://b.example/"}, GrantTypes: &[]string{clients.GrantCode}, UserTokens: new(true)})
	want("some fields", clients.Notice{Kind: clients.NoticeChanged, Changed: []string{"grant_types", "redirect_uris", "user_tokens"}})
	change(clients.Change{Format: new(clients.Opaque)})
	want("the format", clients.Notice{Kind: clients.NoticeChanged, Changed: []string{"access_token_format"}})
	if _, err := r.RotateSecret(t.Context(), c.ID, 0); err != nil {
		t.Fatal(err)
	}
	want("a new secret", clients.Notice{Kind: clients.NoticeSecretRotated})
	for range 2 {
		change(clients.Change{Disabled: new(true)})
	}
	want("suspended", clients.Notice{Kind: clients.NoticeSuspended, Reason: clients.ByOwner})
	change(clients.Change{Disabled: new(false)})
	want("activated", clients.Notice{Kind: clients.NoticeActivated})
	if err := r.SetDisabled(t.Context(), c.ID, true); err != nil {
		t.Fatal(err)
	}
	want("suspended by the operator", clients.Notice{Kind: clients.NoticeSuspended, Reason: clients.ByOperator})
	n.fail = errors.New("full")
	if err := r.Delete(t.Context(), c.ID); !errors.Is(err, n.fail) {
		t.Errorf("what cannot be told: %v", err)
	}
	if _, err := r.RotateSecret(t.Context(), c.ID, 0); !errors.Is(err, n.fail) {
		t.Errorf("what cannot be told: %v", err)
	}
	n.fail = nil
	if err := r.Delete(t.Context(), c.ID); err != nil {
		t.Fatal(err)
	}
	want("deleted", clients.Notice{Kind: clients.NoticeChanged, Changed: []string{"deleted"}})
}
