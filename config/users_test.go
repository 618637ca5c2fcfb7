package config_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/patio-auth/patio/config"
)

func TestBlocklist(t *testing.T) {
	file := filepath.Join(t.TempDir(), "list.txt")
	if err := os.WriteFile(file, []byte("\ufeffone and all\r\n\n two \nthree"), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := config.Users{PasswordBlocklist: file}.Blocklist()
	if want := []string{"one and all", " two ", "three"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%q, %v; want %q", got, err, want)
	}
	if got, err := (config.Users{}).Blocklist(); got != nil || err != nil {
		t.Errorf("without a file: %q, %v", got, err)
	}
	for what, content := range map[string]string{"UTF-16": "\xff\xfeo\x00", "16 MiB and more": strings.Repeat("a\n", 9<<20)} {
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		c := load(t, config.Options{Flags: map[string]string{"users.password_blocklist": file}})
		if found := problemsOf(t, c); len(found) != 1 || found[0].Key != "users.password_blocklist" {
			t.Errorf("%s: %+v", what, found)
		}
	}
}
