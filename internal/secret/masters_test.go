package secret_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/patio-auth/patio/internal/secret"
)

func TestMasters(t *testing.T) {
	one, two, three := bytes.Repeat([]byte{1}, 32), bytes.Repeat([]byte{2}, 32), bytes.Repeat([]byte{3}, 32)
	plain := []byte("plain")
	type rest struct {
		bytes  []byte
		sealed bool
	}
	under := func(key []byte) rest {
		b, sealed, err := secret.Masters{Key: key}.Seal("p", plain)
		if err != nil || sealed != (key != nil) || sealed == bytes.Contains(b, plain) {
			t.Fatalf("rests as %q, %t, %v", b, sealed, err)
		}
		return rest{b, sealed}
	}
	clear, byOne, byTwo, byThree := under(nil), under(one), under(two), under(three)
	for _, c := range []struct {
		name            string
		m               secret.Masters
		r               rest
		opens, reseals  bool
		becomesUnderKey bool
	}{
		{"clear, no key", secret.Masters{}, clear, true, false, false},
		{"clear, a key", secret.Masters{Key: one}, clear, true, true, true},
		{"clear, the other alone", secret.Masters{Other: one}, clear, true, false, false},
		{"sealed, no key", secret.Masters{}, byOne, false, false, false},
		{"sealed with it", secret.Masters{Key: one, Other: two}, byOne, true, true, false},
		{"sealed with the other", secret.Masters{Key: one, Other: two}, byTwo, true, true, true},
		{"sealed with a third", secret.Masters{Key: one, Other: two}, byThree, false, false, false},
		{"the other alone", secret.Masters{Other: two}, byTwo, true, false, false},
	} {
		if got, err := c.m.Open("p", c.r.bytes, c.r.sealed); (err == nil) != c.opens || c.opens && !bytes.Equal(got, plain) || !c.opens && !errors.Is(err, secret.ErrSealed) {
			t.Errorf("%s: opened %q, %v", c.name, got, err)
		}
		again, changed, err := c.m.Reseal("p", c.r.bytes, c.r.sealed)
		if (err == nil) != c.reseals || changed != c.becomesUnderKey {
			t.Errorf("%s: resealed %t, %v", c.name, changed, err)
		}
		if changed {
			if got, err := secret.Open(c.m.Key, "p", again); err != nil || !bytes.Equal(got, plain) {
				t.Errorf("%s: resealed it is %q, %v", c.name, got, err)
			}
		}
		if c.r.sealed {
			if _, err := c.m.Open("another purpose", c.r.bytes, true); !errors.Is(err, secret.ErrSealed) {
				t.Errorf("%s: opened for another purpose", c.name)
			}
		}
	}
}
