package users_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
	"github.com/patio-auth/patio/users"
)

// nfc and nfd are one password as two keyboards send it; kompat is a third spelling, which only NFKC joins to them.
const (
	nfc    = "blåbærsyltetøy"
	nfd    = "bla\u030abærsyltetøy"
	kompat = "blåbærsyltetø\uff59"
)

func TestRefusedPasswords(t *testing.T) {
	r := newRoomOn(t, storagetest.Fresh(t, storage.SQLite))
	r.Users = users.New(r.store, users.Options{
		Now: r.now, IdleTTL: time.Hour, MaxTTL: time.Hour, Name: "Patio at auth.example.org", Blocklist: []string{"Harbour Lights 7"},
	})
	mira := r.create(t, users.Draft{Username: "mira-lind", Email: "m.lindqvist@example.org", Name: "Mira Lindström", Password: password})
	refused := map[string]string{
		"one of the most common":          "password",
		"another":                         "12345678",
		"in capitals":                     "QwErTyUi",
		"in wide letters":                 "ｐａｓｓｗｏｒｄ",
		"on the operator's list":          "harbour lights 7",
		"the user name":                   "mira-lind",
		"the user name and a year":        "Mira-Lind2026!",
		"the name":                        "Mira Lindström",
		"words of the name":               "lindströmmira",
		"in another spelling":             "lindstro\u0308mmira",
		"the e-mail address":              "M.Lindqvist@example.org",
		"the beginning of it":             "m.lindqvist",
		"a word of it with digits":        "lindqvist1984",
		"a common one and the name":       "mira password",
		"one with digits":                 "password2026",
		"a short one with digits":         "admin1234",
		"one with digits and a mark":      "Password2026!",
		"one twice":                       "letmeinletmein",
		"the user name and digits in row": "mira-lind12345678",
		"the domain of the address":       "example.org",
		"the domain and a year":           "Example.org2026",
		"this service":                    "patio2026",
		"the host of this service":        "auth.example.org",
		"seven characters after all":      "ﬀ2345e\u0301",
		"a zero byte":                     "correct\x00horse",
		"a line break":                    "correct\nhorse",
		"a control character":             "correct\u0085horse",
		"bytes that are no text":          "correct\xffhorse",
		"half a surrogate":                "correct\xed\xa0\x80horse",
		"the mark of UTF-8 at the front":  "\ufeffcorrect horse",
		"UTF-16":                          "\xff\xfec\x00o\x00r\x00r\x00e\x00c\x00t\x00",
		"more than 1024 bytes":            strings.Repeat("ab", 513),
		"too short after all its letters": "🦊🦊🦊🦊🦊🦊🦊",
	}
	session := r.signIn(t, mira)
	for what, p := range refused {
		var e *users.Error
		if _, err := r.Create(t.Context(), users.Draft{
			Username: "mira-lind", Email: "m.lindqvist@example.org", Name: "Mira Lindström", Password: p,
		}); !errors.As(err, &e) || e.Field != "password" || e.Code != "invalid" {
			t.Errorf("%s is taken for a new account: %v", what, err)
		}
		if err := r.ResetPassword(t.Context(), mira.ID, p); !errors.As(err, &e) || e.Field != "password" {
			t.Errorf("%s is taken at a reset: %v", what, err)
		}
		if _, _, err := r.ChangePassword(t.Context(), session, password, p, false); !errors.As(err, &e) || e.Field != "password" {
			t.Errorf("%s is taken at a change: %v", what, err)
		}
	}
	for _, p := range []string{
		password, "a letter to mira", "eight ch", "лунаростокгора", "パスワードを忘れた日", "the patio of a house",
		strings.Repeat("ab cd efgh", 102) + "abcd", "an example of a long one", "abcxyz12", "qwe asd zxc", "admin 83517402", "password hygiene",
	} {
		if err := r.ResetPassword(t.Context(), mira.ID, p); err != nil {
			t.Errorf("%.20q is refused: %v", p, err)
		}
	}
}

func (r *room) signIn(t *testing.T, u users.User) users.Session {
	t.Helper()
	entry, err := r.SignIn(t.Context(), u, users.Browser{})
	if err != nil {
		t.Fatal(err)
	}
	return entry.Session
}

func TestOnePasswordInEverySpelling(t *testing.T) {
	spellings := map[string]string{"NFC": nfc, "NFD": nfd, "compatibility": kompat}
	for set, p := range spellings {
		r := newRoom(t)
		d := draft("mira")
		d.Password = p
		r.create(t, d)
		for given, typed := range spellings {
			if _, err := r.Authenticate(t.Context(), "mira", typed); err != nil {
				t.Errorf("set as %s, given as %s: %v", set, given, err)
			}
		}
		if _, err := r.Authenticate(t.Context(), "mira", strings.ToUpper(nfc)); !errors.Is(err, users.ErrCredentials) {
			t.Errorf("set as %s, in capitals: %v", set, err)
		}
	}
}

// TestPasswordsFromBeforeNormalisation: the hash of a raw password opens for that, and at the sign-in the hash of its
// normal form takes its place.
func TestPasswordsFromBeforeNormalisation(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		r := newRoomOn(t, url)
		mira := r.create(t, draft("mira"))
		old, err := argon2id.CreateHash(nfd, &argon2id.Params{Memory: 8, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32})
		if err != nil {
			t.Fatal(err)
		}
		if err := r.store.SetPassword(t.Context(), mira.ID, old); err != nil {
			t.Fatal(err)
		}
		if _, err := r.Authenticate(t.Context(), "mira", nfc); !errors.Is(err, users.ErrCredentials) {
			t.Fatalf("another spelling opens the hash of the raw form: %v", err)
		}
		given, err := r.Authenticate(t.Context(), "mira", nfd)
		if err != nil {
			t.Fatal(err)
		}
		r.signIn(t, given)
		for _, typed := range []string{nfc, nfd, kompat} {
			if given, err = r.Authenticate(t.Context(), "mira", typed); err != nil {
				t.Errorf("after a sign-in %q does not open: %v", typed, err)
			}
		}
		r.signIn(t, given)
	})
}

// TestPatterns: what is no more than a repetition or a run is refused without a list.
func TestPatterns(t *testing.T) {
	r := newRoom(t)
	for _, p := range []string{
		"987654321", "00000000", "aaaaaaaa", "87654321", "88888888", "999999999", "1111111111", "123123123", "12341234", "0987654321",
		"testtest", "xyqxyqxyqxy", "$$$$$$$$$$", "        ", "\u00a0\u2003\u3000 \u00a0\u2003\u3000 ", "🦊🦊🦊🦊🦊🦊🦊🦊", "１２３４５６７８９",
		"abcdefgh", "ZYXWVUTS", "lmnopqrstu", "0123456789", "1234567890", "45678901", "poiuytrewq", "qwertzuiop", "azertyui", "lkjhgfds", "йцукенгш",
		"abcd1234", "aaaa1111", "qwertasdfg", "12345678!", "aaaaaaa1", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab",
	} {
		d := draft("other")
		d.Password = p
		var e *users.Error
		if _, err := r.Create(t.Context(), d); !errors.As(err, &e) || e.Field != "password" {
			t.Errorf("%q is taken: %v", p, err)
		}
	}
}
