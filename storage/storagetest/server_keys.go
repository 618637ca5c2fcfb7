package storagetest

import (
	"testing"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/users"
)

func testDeviceKey(t *testing.T, s *storage.Store) {
	ctx := t.Context()
	_, _, err := s.DeviceKey(ctx)
	is(t, "a key that is not there", err, users.ErrUnknown)
	moved, err := s.ResealDeviceKey(ctx, []byte{1}, []byte{2})
	must(t, err)
	same(t, "resealed a key that is not there", moved, false)

	keys := [][]byte{{0, 1, '\'', 255}, {1}, {2}, {3}}
	for _, err := range race(len(keys), func(i int) error { return s.AddDeviceKey(ctx, keys[i], false, noon) }) {
		must(t, err)
	}
	first, sealed, err := s.DeviceKey(ctx)
	must(t, err)
	same(t, "sealed", sealed, false)
	must(t, s.AddDeviceKey(ctx, []byte("another"), true, later))
	again, sealed, err := s.DeviceKey(ctx)
	must(t, err)
	same(t, "the key after a second one", again, first)
	same(t, "sealed after a second one", sealed, false)

	moved, err = s.ResealDeviceKey(ctx, []byte("another form"), []byte{9})
	must(t, err)
	same(t, "resealed from a form that it does not rest in", moved, false)
	moved, err = s.ResealDeviceKey(ctx, first, []byte{0, 9})
	must(t, err)
	same(t, "resealed", moved, true)
	again, sealed, err = s.DeviceKey(ctx)
	must(t, err)
	same(t, "the key after resealing", again, []byte{0, 9})
	same(t, "sealed after resealing", sealed, true)
}
