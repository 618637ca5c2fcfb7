package e2e_test

import (
	"bufio"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestMassRevocation ends a personal access token that has made thousands of others, time and again. Resource servers
// that follow the stream hear of a few ends, are not cut off, and go on to accept JWTs; what concerns one of them is
// not told to another.
func TestMassRevocation(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database string) {
		t.Parallel()
		f := replicated(t, database, nil)
		mira, eve := f.person(t), f.person(t)
		app, notes, mail := f.client(t, mira, clientSpec{}), f.resourceServer(t, mira), f.resourceServer(t, mira)
		own := f.client(t, eve, clientSpec{Scopes: []string{"tokens:read", "tokens:write"}})
		t.Run("many at once", func(t *testing.T) { manyEnd(t, f, mira, eve, app, own, notes) })
		t.Run("for one of two", func(t *testing.T) { endsForOne(t, f, mira, app, notes, mail) })
	})
}

func manyEnd(t *testing.T, f *front, mira, eve person, app, own, api client) {
	c, err := bearer.New(t.Context(), bearer.Config{
		Issuer: f.issuer, Audience: api.ResourceServer, ClientID: api.ID, ClientSecret: api.Secret, Revocations: bearer.FollowOrRefuse,
	})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	soon(t, "it follows", func() bool { return c.Following() == nil })
	held := f.grant(t, app, mira)
	if _, err := c.Verify(t.Context(), held.Access); err != nil {
		t.Fatal(err)
	}
	// One that has opened the stream, and reads nothing until everything is over.
	slow := bufio.NewScanner(streamOf(t, f.replicas[0], by(api)).Body)
	slow.Scan()

	var refused, tries atomic.Int64
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for {
			select {
			case <-stop:
				return
			default:
			}
			tries.Add(1)
			if _, err := c.Verify(t.Context(), held.Access); errors.Is(err, bearer.ErrUnavailable) {
				refused.Add(1)
			}
			time.Sleep(time.Millisecond)
		}
	}()
	var roots []string
	for range 3 {
		token, id := f.pat(t, eve, own)
		roots = append(roots, f.multiply(t, id, 2100))
		f.api(t, http.MethodDelete, pats+"/"+id, token, nil).is(t, http.StatusNoContent)
	}
	f.revoke(t, app, held.Refresh).is(t, http.StatusOK)
	soon(t, "the JWT is refused", func() bool { // which ended after all of them
		_, err := c.Verify(t.Context(), held.Access)
		return errors.Is(err, bearer.ErrInvalidToken)
	})
	close(stop)
	<-done
	if refused.Load() > 0 || tries.Load() < 100 {
		t.Errorf("%d of %d tries were refused, since it was not known what had ended", refused.Load(), tries.Load())
	}
	if err := c.Following(); err != nil {
		t.Errorf("it follows no more: %v", err)
	}
	lineage, _ := claim(t, held.Access, "lineage").(string)
	told := 0
	missing := map[string]bool{lineage: true}
	for _, root := range roots {
		missing[root] = true
	}
	for len(missing) > 0 && slow.Scan() {
		if strings.HasPrefix(slow.Text(), "event: ended") {
			told++
		}
		for id := range missing {
			if strings.Contains(slow.Text(), id) {
				delete(missing, id)
			}
		}
	}
	if len(missing) > 0 || told > 20 {
		t.Errorf("%d ends were told of, and %d are missing", told, len(missing))
	}
}

func endsForOne(t *testing.T, f *front, who person, app, notes, mail client) {
	grant := func(resource ...string) tokens {
		var extra []string
		for _, r := range resource {
			extra = append(extra, "resource", r)
		}
		a := f.authorizeURL(app, nil, extra...)
		return f.token(t, app, redemption(app, f.browser().code(t, a, who), a.Verifier)).is(t, http.StatusOK).tokens(t)
	}
	lines := bufio.NewScanner(streamOf(t, f.replicas[0], by(mail)).Body)
	events(t, lines, "event: synced")
	one, both, any := grant(notes.ResourceServer), grant(notes.ResourceServer, mail.ResourceServer), grant()
	// What was allowed for no resource in particular, and is asked for one at the token endpoint.
	form := url.Values{"grant_type": {"refresh_token"}, "refresh_token": {any.Refresh}, "resource": {mail.ResourceServer}}
	late := f.token(t, app, form).is(t, http.StatusOK).tokens(t)
	for _, held := range []tokens{one, both, late} {
		f.revoke(t, app, held.Refresh).is(t, http.StatusOK)
	}
	f.revoke(t, app, grant(notes.ResourceServer).Access).is(t, http.StatusOK)
	f.revoke(t, app, grant().Access).is(t, http.StatusOK)
	var told []string // the first is of the event synced
	mark := ""
	for len(told) < 4 && lines.Scan() {
		if data, is := strings.CutPrefix(lines.Text(), "data: "); is {
			told = append(told, data)
		}
		if id, is := strings.CutPrefix(lines.Text(), "id: "); is {
			mark = id
		}
	}
	all := strings.Join(told, " ")
	for name, c := range map[string]struct {
		held tokens
		told bool
	}{"for the other": {one, false}, "for both": {both, true}, "for it at the token endpoint": {late, true}} {
		lineage, _ := claim(t, c.held.Access, "lineage").(string)
		if strings.Contains(all, lineage) != c.told {
			t.Errorf("a token %s ends: told of it %t, want %t", name, !c.told, c.told)
		}
	}
	if !strings.Contains(all, `"kind":"jti"`) {
		t.Errorf("it is not told of a token for the default audience: %s", all)
	}
	if events(t, lines, ": alive"); !lines.Scan() || !strings.HasPrefix(lines.Text(), "id: ") || lines.Text() < "id: "+mark {
		t.Errorf("the sign of life after %s has %q", mark, lines.Text())
	}
}
