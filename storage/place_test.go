package storage_test

import (
	"path/filepath"
	"testing"

	"github.com/patio-auth/patio/storage"
)

func TestPlaceHasNoPassword(t *testing.T) {
	here, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	for url, want := range map[string]string{
		"sqlite:patio.db":                             "sqlite:" + filepath.Join(here, "patio.db"),
		"sqlite:a/../patio.db":                        "sqlite:" + filepath.Join(here, "patio.db"),
		"sqlite:///srv/patio.db":                      "sqlite:/srv/patio.db",
		"postgres://patio:hunter2@db:5432/p":          "postgres://patio@db:5432/p",
		"postgres://db/p?user=patio&password=hunter2": "postgres://db/p",
		"mysql://patio:hunter2@db/p?tls=true":         "mysql://patio@db/p",
		"mysql://:hunter2@db/p":                       "mysql://db/p",
		"postgres://patio:%zz@db/p":                   "a PostgreSQL database",
	} {
		if got := storage.Place(url); got != want {
			t.Errorf("%s: %s, want %s", url, got, want)
		}
	}
}
