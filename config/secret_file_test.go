package config_test

import (
	"strings"
	"testing"

	"github.com/patio-auth/patio/config"
)

// TestSecretFiles hands secrets over in files, as Docker and Kubernetes do.
func TestSecretsInFiles(t *testing.T) {
	const url = "postgres://patio:" + canary + "@db/patio"
	for _, content := range []string{url, url + "\n", " \t" + url + "\r\n\n"} {
		c := load(t, config.Options{Env: []string{"PATIO_DATABASE_FILE=" + file(t, content)}})
		if got := c.Database.Reveal(); got != url {
			t.Errorf("of %q it reads %q", content, got)
		}
		if s := setting(t, c, "database"); s.Source != config.SourceEnv || strings.Contains(shown(t, c), canary) {
			t.Errorf("it comes from %s and is shown as\n%s", s.Source, shown(t, c))
		}
	}
	// The stronger source goes on being the stronger one, and what is set to nothing is not set.
	both := []string{"PATIO_DATABASE_FILE=" + file(t, url)}
	if c := load(t, config.Options{Env: both, Flags: map[string]string{"database": "sqlite:x.db"}}); c.Database != "sqlite:x.db" {
		t.Errorf("beside a flag: %s", c.Database)
	}
	if c := load(t, config.Options{Env: append(both, "PATIO_DATABASE=")}); c.Database.Reveal() != url {
		t.Errorf("beside an empty variable: %s", c.Database)
	}
	if c := load(t, config.Options{Env: []string{"PATIO_DATABASE_FILE="}}); c.Database != "sqlite:patio.db" {
		t.Errorf("empty: %s", c.Database)
	}
	// signing.master_key_file is a setting of its own, and stays one.
	key := file(t, aKey)
	if c := load(t, config.Options{Env: []string{"PATIO_SIGNING_MASTER_KEY_FILE=" + key}}); c.Signing.MasterKeyFile != key || c.Signing.MasterKey != "" {
		t.Errorf("the file of the master key: %+v", c.Signing)
	}
}

func TestSecretsInFilesProblems(t *testing.T) {
	for _, c := range []struct {
		env []string
		key string
		say string
	}{
		{[]string{"PATIO_DATABASE_FILE=/nowhere/url"}, "database", "PATIO_DATABASE_FILE names cannot be read"},
		{[]string{"PATIO_DATABASE_FILE=" + t.TempDir()}, "database", "cannot be read"},
		{[]string{"PATIO_DATABASE_FILE=" + file(t, " \n")}, "database", "is empty"},
		{[]string{"PATIO_DATABASE_FILE=" + file(t, "sqlite:"+canary), "PATIO_DATABASE=sqlite:" + canary}, "database", "both set"},
		{[]string{"PATIO_ISSUER_FILE=" + file(t, canary)}, "PATIO_ISSUER_FILE", "unknown variable"},
		{[]string{"PATIO_LOG_LEVEL_FILE=/x"}, "PATIO_LOG_LEVEL_FILE", "unknown variable"},
		{[]string{"PATIO_DATABASE_FILE_FILE=/x"}, "PATIO_DATABASE_FILE_FILE", "unknown variable"},
	} {
		wantProblem(t, config.Options{Env: c.env}, c.key, c.say)
		if _, err := config.Load(config.Options{Env: c.env}); strings.Contains(err.Error(), canary) {
			t.Errorf("%v", err)
		}
	}
}

// TestOtherMasterKey: at most two keys, of which each comes one way.
func TestOtherMasterKey(t *testing.T) {
	other := strings.Replace(aKey, "M", "N", 1)
	for _, c := range []struct {
		flags map[string]string
		key   string
	}{
		{map[string]string{"signing.other_master_key": other}, ""},
		{map[string]string{"signing.master_key": aKey, "signing.other_master_key": other}, ""},
		{map[string]string{"signing.master_key": aKey, "signing.other_master_key_file": file(t, other)}, ""},
		{map[string]string{"signing.master_key": aKey, "signing.other_master_key": strings.TrimRight(aKey, "=")}, "signing.other_master_key"},
		{map[string]string{"signing.master_key_file": file(t, aKey+"\n"), "signing.other_master_key": aKey}, "signing.other_master_key"},
		{map[string]string{"signing.other_master_key": "c2hvcnQ="}, "signing.other_master_key"},
		{map[string]string{"signing.other_master_key_file": "/nowhere"}, "signing.other_master_key_file"},
		{map[string]string{"signing.other_master_key": other, "signing.other_master_key_file": file(t, other)}, "signing.other_master_key_file"},
	} {
		found := problemsOf(t, load(t, config.Options{Flags: c.flags}))
		if c.key == "" && len(found) != 0 || c.key != "" && (len(found) != 1 || found[0].Key != c.key) {
			t.Errorf("%v: %v", c.flags, found)
		}
	}
}
