package e2e_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/patio-auth/patio/storage/storagetest"
)

// TestAttackWithdrawnMeanwhile: while an app sends a browser that would not be asked again, the person takes back what
// they allowed. Their row is held as a withdrawal holds it, until the request has seen the consent that is going: then
// the question stands there, and nobody is taken to have answered it.
func TestAttackWithdrawnMeanwhile(t *testing.T) {
	each(t, func(t *testing.T, p *patio) {
		mira := p.person(t)
		app, b := p.client(t, mira, clientSpec{}), p.browser()
		p.grantIn(t, b, app, mira)
		withdrawal, err := storagetest.SQL(t, p.database).BeginTx(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = withdrawal.Rollback() }() // it is committed by then
		for _, statement := range []string{
			"UPDATE users SET name = name WHERE id = '" + mira.ID + "'",
			"DELETE FROM consents WHERE user_id = '" + mira.ID + "'",
		} {
			if _, err := withdrawal.ExecContext(t.Context(), statement); err != nil {
				t.Fatal(err)
			}
		}
		committed := make(chan error, 1)
		go func() {
			time.Sleep(time.Second)
			committed <- withdrawal.Commit()
		}()
		a := p.authorizeURL(app, nil)
		at := b.open(t, a.URL)
		if err := <-committed; err != nil {
			t.Fatal(err)
		}
		code := b.decide(t, at.is(t, http.StatusOK), "allow").answerOf(t).Get("code")
		p.token(t, app, redemption(app, code, a.Verifier)).is(t, http.StatusOK)
	})
}
