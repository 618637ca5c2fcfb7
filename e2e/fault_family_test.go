package e2e_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/patio-auth/patio/storage/storagetest"
)

// TestFaultFamily ends a token that has made more others than one transaction takes, and kills the server meanwhile. No
// answer says that it is revoked while one of the others lives; and whoever asks again, of whichever process, has it.
func TestFaultFamily(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database string) {
		t.Parallel()
		p := start(t, database, settings{"log.level": "error"})
		p.mayFail()
		p.program = binaries.command // without the race detector, as people run it
		p.restart(t)
		who := p.person(t)
		own := p.client(t, who, clientSpec{Scopes: []string{"tokens:read", "tokens:write"}})
		other, _ := p.pat(t, who, own)
		var interrupted, unfinished int
		for round := range times(2, 20) {
			root, id := p.pat(t, who, own)
			some := []made{p.childOf(t, own, root, "first")}
			lineage := p.multiply(t, id, 25_000)
			for range 3 {
				some = append(some, p.childOf(t, own, root, "last"))
			}
			revoke := p.call(t, http.MethodDelete, pats+"/"+id, root, nil)
			answered := make(chan int, 1)
			go func() {
				a, err := p.try(revoke)
				if err != nil {
					a.Status = 0
				}
				answered <- a.Status
			}()
			if round%2 == 0 {
				soon(t, "the token itself has ended", func() bool { return p.living(t, "id", lineage) == 0 })
			} else {
				time.Sleep(rand.N(time.Second))
			}
			p.kill(t)
			status := <-answered
			if status != 0 && status != http.StatusNoContent && status != http.StatusServiceUnavailable {
				t.Errorf("revoking it was answered with %d", status)
			}
			living := p.living(t, "parent_id", lineage)
			if status == http.StatusNoContent && living > 0 {
				t.Errorf("told that it was revoked, and %d of its children live", living)
			}
			p.launch(t)
			ended := p.me(t, root).Status == http.StatusUnauthorized
			if status != http.StatusNoContent {
				interrupted++
			}
			if ended && living > 0 {
				unfinished++
			}
			ending := time.Now()
			for {
				a := p.api(t, http.MethodDelete, pats+"/"+id, other, nil)
				if a.Status == http.StatusNoContent {
					break
				}
				if a.is(t, http.StatusServiceUnavailable); a.Header.Get("Retry-After") == "" || time.Since(ending) > time.Minute {
					t.Fatalf("after %v: %v", time.Since(ending), a)
				}
			}
			if living := p.living(t, "parent_id", lineage); living > 0 {
				t.Errorf("told that it was revoked, and %d of its children live", living)
			}
			for _, child := range append(some, made{raw: root}) {
				p.me(t, child.raw).is(t, http.StatusUnauthorized)
			}
			p.me(t, other).is(t, http.StatusOK)
			records := 0
			for _, event := range p.cli(t, "audit", "list", "--limit", "500").list(t, "items") {
				if event["action"] == "pat.revoked" && event["subject"] == id {
					records++
				}
			}
			if records != 1 {
				t.Errorf("the trail has %d records of it", records)
			}
		}
		if unfinished == 0 {
			t.Error("no kill came between two transactions")
		}
		t.Logf("%d were killed before they had answered, %d of them with children left", interrupted, unfinished)
	})
}

// multiply gives a token's lineage so many more children, and gives its id.
func (p *patio) multiply(t *testing.T, token string, n int) (lineage string) {
	t.Helper()
	db := storagetest.SQL(t, p.database)
	defer db.Close()
	if err := db.QueryRow("SELECT lineage_id FROM personal_access_tokens WHERE id = '" + token + "'").Scan(&lineage); err != nil {
		t.Fatal(err)
	}
	for range n / 1000 {
		rows := make([]string, 1000)
		for i := range rows {
			rows[i] = fmt.Sprintf("('%s', '%s', 'nobody', 'nothing', '', '', 0, 1, 0, 0, '', '')", uuid.Must(uuid.NewV7()), lineage)
		}
		_, err := db.Exec(`INSERT INTO lineages (id, parent_id, user_id, client_id, scopes, resources, auth_time, created_at, expires_at, ended_at,
			end_reason, second_factor) VALUES ` + strings.Join(rows, ", "))
		if err != nil {
			t.Fatal(err)
		}
	}
	return lineage
}

// living is how many lineages live that have this in a column.
func (p *patio) living(t *testing.T, column, lineage string) (n int) {
	t.Helper()
	err := p.behind(t).QueryRow("SELECT COUNT(*) FROM lineages WHERE " + column + " = '" + lineage + "' AND ended_at = 0").Scan(&n)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
