package e2e_test

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestBackup copies a database while its server mints tokens, and serves on from the copy: everything that was
// acknowledged before lives, and no secret stands in the file.
func TestBackup(t *testing.T) {
	t.Parallel()
	p := start(t, storagetest.Fresh(t, storage.SQLite), nil)
	mira := p.person(t)
	app := p.client(t, mira, clientSpec{Scopes: []string{"profile", "tokens:read", "tokens:write"}})
	held := p.grant(t, app, mira)
	first, id := p.pat(t, mira, app)
	ended, endedID := p.pat(t, mira, app)
	p.api(t, http.MethodDelete, pats+"/"+endedID, ended, nil).is(t, http.StatusNoContent)

	stop, minted := make(chan struct{}), []string{}
	var minting sync.WaitGroup
	minting.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
				a := p.api(t, http.MethodPost, pats, first, map[string]any{"client_id": app.ID, "name": "beside"})
				if a.Status != http.StatusCreated {
					t.Errorf("minting beside a backup answered %d: %s", a.Status, a.Body)
					return
				}
				minted = append(minted, a.object(t).text(t, "token"))
			}
		}
	})
	file := filepath.Join(t.TempDir(), "copy.db")
	made := p.cli(t, "backup", file)
	close(stop)
	minting.Wait()
	if len(minted) == 0 {
		t.Error("nothing was minted beside the backup")
	}

	content, err := os.ReadFile(made.text(t, "file"))
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range append(secretsOf(p), minted...) {
		if bytes.Contains(content, []byte(secret)) {
			t.Error("a secret stands in the backup in clear")
		}
	}
	copied := start(t, "sqlite:"+file, settings{"issuer": p.issuer})
	copied.hide(secretsOf(p)...)
	for _, token := range []string{held.Access, first} {
		copied.me(t, token).is(t, http.StatusOK)
	}
	copied.me(t, ended).is(t, http.StatusUnauthorized)
	copied.token(t, app, refresh(held.Refresh)).is(t, http.StatusOK)
	copied.api(t, http.MethodDelete, pats+"/"+id, first, nil).is(t, http.StatusNoContent)
	copied.me(t, first).is(t, http.StatusUnauthorized)
	p.me(t, first).is(t, http.StatusOK) // what ends in the copy ends there
}
