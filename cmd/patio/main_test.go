package main

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/patio-auth/patio/config"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"patio": main})
}

func TestErrorsAreOneLine(t *testing.T) {
	several := &config.Error{Problems: []config.Problem{{Message: "a is wrong; mend it"}, {Message: "so is b"}}}
	for _, c := range []struct {
		err  error
		want string
	}{
		{errors.New("a\nb\r\n  c"), "a b c"},
		{errors.Join(errors.New("one"), errors.New("two")), "one two"},
		{errors.New("bell \a, escape \x1b[31m, override \u202e"), "bell ?, escape ?[31m, override ?"},
		{several, "a is wrong; mend it. Also: so is b"},
		{errors.New("it’s “quoted” – ünïcode"), "it’s “quoted” – ünïcode"},
	} {
		if got := oneLine(c.err); got != c.want {
			t.Errorf("%q: %q, want %q", c.err, got, c.want)
		}
	}
}

func TestQuotedReadsBackInAShell(t *testing.T) {
	for word, want := range map[string]string{
		"patio":                 "patio",
		"sqlite:/tmp/a/demo.db": "sqlite:/tmp/a/demo.db",
		"":                      "''",
		"two words":             "'two words'",
		"it's; rm -rf $HOME":    `'it'\''s; rm -rf $HOME'`,
	} {
		if got := quoted(word); got != want {
			t.Errorf("%q: %s, want %s", word, got, want)
		}
	}
}

// The hint names the database however it was chosen, and never its password.
func TestAgainNamesTheDatabase(t *testing.T) {
	given := func(s string) *string { return &s }
	for _, c := range []struct {
		globals  globals
		database config.SecretURL
		want     string
	}{
		{globals{}, defaultDatabase, " user create"},
		{globals{}, "sqlite:my file.db", " user create --database 'sqlite:my file.db'"},
		{globals{Config: given("a.yaml")}, "sqlite:of-the-file.db", " user create --config a.yaml"},
		{globals{Config: given("a.yaml"), Database: given("-")}, "postgres://p:hunter22@db/p", " user create --config a.yaml --database 'postgres://p:********@db/p'"},
	} {
		got := (&call{globals: c.globals}).again(&config.Config{Database: c.database}, "user", "create")
		if !strings.HasSuffix(got, c.want) || strings.Contains(got, "hunter22") {
			t.Errorf("%s, want …%s", got, c.want)
		}
	}
	cfg, err := config.Load(config.Options{})
	if err != nil || cfg.Database.Reveal() != defaultDatabase {
		t.Errorf("the default database is %s, %v", cfg.Database, err)
	}
}

// A panic in a command is a bug to be seen, not an exit status.
func TestOnlyTheParsersOwnExitIsCaught(t *testing.T) {
	var out, problems bytes.Buffer
	if got := run(context.Background(), []string{"--help"}, strings.NewReader(""), &out, &problems, nil); got != exitDone {
		t.Errorf("--help ended with %d, %s", got, problems.String())
	}
	defer func() {
		if recover() == nil {
			t.Error("a panic was swallowed")
		}
	}()
	run(context.Background(), []string{"config", "show"}, strings.NewReader(""), panicky{}, &problems, nil)
}

// panicky is a standard output that breaks.
type panicky struct{}

func (panicky) Write([]byte) (int, error) { panic("broken") }
