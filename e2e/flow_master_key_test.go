package e2e_test

import (
	"crypto/rand"
	"encoding/base64"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"testing"
)

// TestMasterKeyExchange does at two replicas what docs/operations.md says, one restart after the other. At every step
// each replica takes what the other has signed, and signs.
func TestMasterKeyExchange(t *testing.T) {
	old, next := masterKeyFile(t), masterKeyFile(t)
	masters := func(key, other string) settings {
		return settings{"signing.master_key_file": key, "signing.other_master_key_file": other}
	}
	eachWith(t, masters(old, ""), func(t *testing.T, p *patio) {
		first := masters(old, "")
		first["issuer"] = p.issuer
		other := another(t, p, first)
		mira := p.person(t)
		app := p.client(t, mira, clientSpec{Grants: []string{"client_credentials"}, Redirects: []string{}})
		work := func(when string) {
			t.Helper()
			for _, pair := range [][2]*patio{{p, other}, {other, p}} {
				held := pair[0].token(t, app, url.Values{"grant_type": {"client_credentials"}}).is(t, http.StatusOK).object(t).text(t, "access_token")
				other.hide(held)
				p.hide(held)
				if pair[1].introspect(t, app, held)["active"] != true {
					t.Errorf("%s: what one replica has signed is nothing to the other", when)
				}
			}
		}
		roll := func(key, oneMore, when string) {
			t.Helper()
			for _, replica := range []*patio{p, other} {
				set := masters(key, oneMore)
				set["issuer"] = p.issuer
				replica.env = environment(set)
				replica.restart(t)
				work(when)
			}
		}
		work("at first")
		roll(old, next, "the new key known to some")
		p.cli(t, "key", "rotate")
		roll(next, old, "the new key sealing at some")
		p.cli(t, "key", "rotate")
		work("a key sealed by the new key")
		if n := p.cli(t, "key", "reseal")["signing_keys"]; n != 2.0 {
			t.Errorf("%v signing keys were sealed anew, not 2", n)
		}
		work("resealed")
		if n := p.cli(t, "key", "reseal", "--dry-run")["signing_keys"]; n != 0.0 {
			t.Errorf("%v are left", n)
		}
		roll(next, "", "the old key gone")
	})
}

func masterKeyFile(t *testing.T) string {
	t.Helper()
	key := make([]byte, 32)
	_, _ = rand.Read(key) // it never fails
	file := filepath.Join(t.TempDir(), "master")
	if err := os.WriteFile(file, []byte(base64.StdEncoding.EncodeToString(key)+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}
