package e2e_test

import (
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestRestart stops the server as an operator would and starts it again: everything that it has handed out lives on,
// and nothing that had ended comes back.
func TestRestart(t *testing.T) {
	eachWith(t, oneUse, func(t *testing.T, p *patio) {
		mira := p.person(t)
		app, opaque := p.client(t, mira, clientSpec{}), p.client(t, mira, clientSpec{Opaque: true})
		b := p.browser()
		live, random := p.grantIn(t, b, app, mira), p.grantIn(t, b, opaque, mira)
		personal, id := p.pat(t, mira, app)
		p.me(t, personal).is(t, http.StatusOK)

		revoked, replayed := p.grantIn(t, b, app, mira), p.grantIn(t, b, app, mira)
		p.revoke(t, app, revoked.Access).is(t, http.StatusOK)
		spent := p.token(t, app, refresh(replayed.Refresh)).is(t, http.StatusOK).tokens(t)
		p.token(t, app, refresh(replayed.Refresh)).refused(t, http.StatusBadRequest, "invalid_grant")
		ended, endedID := p.pat(t, mira, app)
		p.cli(t, "pat", "revoke", endedID, "--yes")
		key := header(t, live.Access)["kid"]

		p.restart(t)

		for _, token := range []string{live.Access, random.Access, personal} {
			p.me(t, token).is(t, http.StatusOK)
		}
		if used := p.patRow(t, mira, id)["last_used_at"]; used == nil {
			t.Error("what was gathered in memory was not written at the stop")
		}
		b.open(t, "/account/tokens").is(t, http.StatusOK).says(t, "nightly backup")
		next := p.token(t, app, refresh(live.Refresh)).is(t, http.StatusOK).tokens(t)
		if got := header(t, next.Access)["kid"]; got != key {
			t.Errorf("after the restart tokens are signed by %v, not by %v", got, key)
		}
		if _, err := verifier(t, p).Verify(t.Context(), live.Access); err != nil {
			t.Errorf("go-oidc: %v", err)
		}
		tokenEnded(t, p, app, revoked.Access)
		tokenEnded(t, p, app, ended)
		lineageEnded(t, p, app, replayed, spent)
		// A refresh token that was spent before the restart is still known to be.
		p.token(t, app, refresh(live.Refresh)).refused(t, http.StatusBadRequest, "invalid_grant")
		lineageEnded(t, p, app, live, next)
	})
}

func (p *patio) patRow(t *testing.T, who person, id string) object {
	t.Helper()
	for _, row := range p.cli(t, "pat", "list", "--user", who.Username).list(t, "items") {
		if row["id"] == id {
			return row
		}
	}
	t.Fatalf("there is no token %s in the list", id)
	return nil
}

// TestDrain: a stop waits for the requests that are under way, answers them, and takes no longer than it may.
func TestDrain(t *testing.T) {
	eachWith(t, settings{"server.shutdown_timeout": "5s"}, func(t *testing.T, p *patio) {
		// A request that has begun and whose body is not there yet.
		conn, err := net.Dial("tcp", p.listen)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = conn.Close() }()
		body := "grant_type=client_credentials&client_id=x&client_secret=y"
		head := "POST /oauth/token HTTP/1.1\r\nHost: " + p.listen + "\r\nContent-Type: application/x-www-form-urlencoded\r\n" +
			"Content-Length: 57\r\n\r\n"
		if _, err := conn.Write([]byte(head + body[:10])); err != nil {
			t.Fatal(err)
		}
		time.Sleep(200 * time.Millisecond) // so that the server has begun to read it
		stopped := make(chan struct{})
		began := time.Now()
		go func() { defer close(stopped); p.stop(t) }()
		soon(t, "nobody is let in any more", func() bool {
			again, err := net.Dial("tcp", p.listen)
			if err == nil {
				_ = again.Close() // it was only asked whether it opens
			}
			return err != nil
		})
		if _, err := conn.Write([]byte(body[10:])); err != nil {
			t.Fatal(err)
		}
		answered := make([]byte, 64)
		_ = conn.SetReadDeadline(time.Now().Add(5 * time.Second)) // the read below tells
		n, err := conn.Read(answered)
		if err != nil || !strings.HasPrefix(string(answered[:n]), "HTTP/1.1 401 ") {
			t.Errorf("the request that was under way got %q, %v", answered[:n], err)
		}
		<-stopped
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("the stop took %v", took)
		}
	})
}

// TestLeave stops a server that takes its leave first: it goes on answering, says at /readyz that it will stop, and
// lets no connection outlast the answer on it.
func TestLeave(t *testing.T) {
	t.Parallel()
	p := start(t, storagetest.Fresh(t, storage.SQLite), settings{"server.drain_delay": "2s"})
	p.mayFail() // it says 503 at /readyz
	token, _ := p.pat(t, p.person(t), p.client(t, p.person(t), clientSpec{UserTokens: true}))
	lastOne := func() bool { // whether the answer is the last one on its connection
		t.Helper()
		resp, err := p.web.Do(p.call(t, http.MethodGet, "/me", token, nil))
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		if resp.StatusCode != http.StatusOK {
			t.Errorf("it answers with %d", resp.StatusCode)
		}
		return resp.Close
	}
	if lastOne() {
		t.Error("while it serves, it ends its connections")
	}
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		p.stop(t)
	}()
	soon(t, "it says that it will stop", func() bool {
		a, err := p.try(p.request(t, http.MethodGet, "/readyz", nil))
		return err == nil && a.Status == http.StatusServiceUnavailable
	})
	if !lastOne() {
		t.Error("while it takes leave, it keeps its connections")
	}
	<-stopped
}
