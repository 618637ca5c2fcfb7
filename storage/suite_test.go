package storage_test

import (
	"testing"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestRealParts says which databases this machine's tests run on.
func TestRealParts(t *testing.T) { t.Log(storagetest.Parts()) }

func TestStore(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		storagetest.Run(t, func(t *testing.T) *storage.Store { return storagetest.Open(t, url) })
	})
}
