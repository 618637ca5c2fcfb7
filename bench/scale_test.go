package main

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestSizes(t *testing.T) {
	got, err := sizes("10000,100000")
	if err != nil || !slices.Equal(got, []int{10000, 100000}) {
		t.Errorf("%v, %v", got, err)
	}
	for _, bad := range []string{"", "x", "0", "-1", "10,10", "100,10", "1e4", "10,", "100000001"} {
		if _, err := sizes(bad); err == nil || !strings.Contains(err.Error(), "--tokens") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// TestScale measures beside two small crowds with the real program, and again
// beside one that is there already.
func TestScale(t *testing.T) {
	var out, progress bytes.Buffer
	on := []string{"--database", "sqlite:" + filepath.Join(t.TempDir(), "bench.db"), "--rounds", "1", "--seconds", "0.1", "--tokens"}
	if status := run(t.Context(), append(on, "20,3000"), &out, &progress); status != 0 {
		t.Fatalf("exit status %d\n%s", status, progress.String())
	}
	if status := run(t.Context(), append(on, "3000,3100"), &out, &progress); status != 0 {
		t.Errorf("exit status %d\n%s", status, progress.String())
	}
	if status := run(t.Context(), append(on, "20"), &out, &progress); status != 1 || !strings.Contains(progress.String(), "3100 tokens") {
		t.Errorf("fewer than are there: exit status %d\n%s", status, progress.String())
	}
	for _, want := range []string{"   20      20  introspect-pat", " 3000    3000  introspect-pat", " 3000    3000          me-pat", " 3100    3100          me-pat"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}
