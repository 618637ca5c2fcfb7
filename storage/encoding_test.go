package storage_test

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// A PostgreSQL database that would keep names under another encoding is refused
// before anything is written to it.
func TestEncodings(t *testing.T) {
	fresh := storagetest.Fresh(t, storage.PostgreSQL)
	admin := storagetest.SQL(t, fresh)
	for encoding, refused := range map[string]bool{"LATIN1": true, "WIN1252": true, "EUC_JP": true, "SQL_ASCII": false, "UTF8": false} {
		u, err := url.Parse(fresh)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimPrefix(u.Path, "/") + "_" + strings.ToLower(encoding)
		if _, err := admin.ExecContext(t.Context(), "CREATE DATABASE "+name+" TEMPLATE template0 ENCODING '"+encoding+"' LC_COLLATE 'C' LC_CTYPE 'C'"); err != nil {
			t.Fatal(err)
		}
		u.Path = "/" + name
		s, err := storage.Open(t.Context(), storage.Options{URL: u.String()})
		wrong, is := errors.AsType[*storage.EncodingError](err)
		if is != refused || is && (wrong.Encoding != encoding || !strings.Contains(err.Error(), "ENCODING 'UTF8'")) || !is && err != nil {
			t.Errorf("%s: %v", encoding, err)
		}
		if s != nil {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		}
		if _, err := admin.ExecContext(t.Context(), "DROP DATABASE "+name); err != nil {
			t.Error(err)
		}
	}
}

// What a role has for other programs does not change what Patio writes.
func TestClientEncodingIsUTF8(t *testing.T) {
	fresh := storagetest.Fresh(t, storage.PostgreSQL)
	u, err := url.Parse(fresh)
	if err != nil {
		t.Fatal(err)
	}
	name := strings.TrimPrefix(u.Path, "/")
	if _, err := storagetest.SQL(t, fresh).ExecContext(t.Context(), "ALTER DATABASE "+name+" SET client_encoding = 'LATIN1'"); err != nil {
		t.Fatal(err)
	}
	s := storagetest.Open(t, fresh)
	if got, err := s.ClientEncoding(); got != "UTF8" || err != nil {
		t.Errorf("it writes in %s, %v", got, err)
	}
}
