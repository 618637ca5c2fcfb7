package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/patio-auth/patio/storage/storagetest"
)

// A command creates nothing in a database that is empty, of whatever kind, unless
// it is told to. Both answers name the database, without its password.
func TestCommandsDoNotFillAnEmptyDatabase(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		url = strings.Replace(url, "root@", "root:@", 1)
		patio := func(args ...string) (int, string) {
			var out, problems bytes.Buffer
			status := run(t.Context(), append(args, "--database", url), strings.NewReader("correct horse battery\n"), &out, &problems, nil)
			return status, out.String() + problems.String()
		}
		place := strings.Replace(strings.Split(url, "?")[0], "root:@", "root@", 1)
		if status, said := patio("user", "list"); status != exitFailed || !strings.Contains(said, place) || !strings.Contains(said, "--create") && !strings.Contains(said, "patio migrate") {
			t.Errorf("user list: exit status %d, %s", status, said)
		}
		if status, said := patio("migrate", "--dry-run"); status != exitDone || !strings.Contains(said, "0001_rooms") {
			t.Errorf("migrate --dry-run: nothing is pending any more: %d, %s", status, said)
		}
		create := []string{"user", "create", "--username", "mira", "--email", "mira@example.org", "--password-stdin"}
		if status, said := patio(create...); status != exitFailed || strings.Contains(said, "sign in") {
			t.Errorf("user create: exit status %d, %s", status, said)
		}
		if status, said := patio(append(create, "--create")...); status != exitDone || !strings.Contains(said, "Done in "+place+"\n") {
			t.Errorf("user create --create: exit status %d, %s", status, said)
		}
		if status, said := patio("user", "list"); status != exitDone || !strings.Contains(said, "mira") {
			t.Errorf("user list: exit status %d, %s", status, said)
		}
	})
}
