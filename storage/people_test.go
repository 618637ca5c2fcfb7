package storage_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestEndAllOfAPerson ends everything of a person where one transaction does
// not come to all of it.
func TestEndAllOfAPerson(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		s := storagetest.Open(t, url)
		for i, atOnce := range []int{1, 5, 1000} {
			f, other := newFamily(t, s, 2*i), newFamily(t, s, 2*i+1)
			f.members = append(f.members, f.beside)
			if err := s.EndAtOnce(atOnce).EndAllOf(t.Context(), f.owner, "user revoked", began.Add(time.Hour)); err != nil {
				t.Fatal(err)
			}
			if living := f.living(t, s); len(living) > 0 {
				t.Errorf("%d of %d live: %v", len(living), len(f.members), living)
			}
			if state, err := s.TokenState(t.Context(), other.seen[other.root]); err != nil || state.LineageEnded {
				t.Errorf("somebody else's: %t, %v", state.LineageEnded, err)
			}
			if more, err := s.EndRest(t.Context()); more || err != nil {
				t.Errorf("there is more to end: %t, %v", more, err)
			}
			if err := s.DeleteUser(t.Context(), f.owner, began.Add(time.Hour)); err != nil {
				t.Fatal(err)
			}
			if err := s.DropRemains(t.Context(), f.owner); err != nil {
				t.Fatal(err)
			}
			db := storagetest.SQL(t, url)
			for _, table := range []string{"lineages", "personal_access_tokens"} {
				var n int
				err := db.QueryRow("SELECT COUNT(*) FROM " + table + " WHERE user_id = '" + f.owner + "'").Scan(&n)
				if err != nil || n != 0 {
					t.Errorf("%d rows of %s are left, %v", n, table, err)
				}
			}
		}
	})
}

// TestEveryTableOfPeople: what a person has goes with the account, in whichever
// table it is.
func TestEveryTableOfPeople(t *testing.T) {
	goes := append([]string{
		"lineages", "access_tokens", "personal_access_tokens", "notices", "notice_deliveries", // by DropRemains
		"audit_events", // stays
		"endings",      // goes once all has ended
	}, storage.AccountTables...)
	files, err := filepath.Glob("schema/*.sql")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	table := regexp.MustCompile(`(?s)CREATE TABLE (\w+) \((.*?)\n\) \{table\}`)
	added := regexp.MustCompile(`ALTER TABLE (\w+) ADD COLUMN user_id`)
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var found []string
		for _, m := range table.FindAllStringSubmatch(string(text), -1) {
			if regexp.MustCompile(`(?m)^\s*user_id `).MatchString(m[2]) {
				found = append(found, m[1])
			}
		}
		for _, m := range added.FindAllStringSubmatch(string(text), -1) {
			found = append(found, m[1])
		}
		for _, name := range found {
			if !slices.Contains(goes, name) {
				t.Errorf("%s: rows of table %s stay when a person's account is deleted; add it to accountTables", file, name)
			}
		}
	}
}
