package server

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/iotest"
)

// Whoever sends a large body takes a place, and gives it back; small ones need none.
func TestLargeBodiesTakePlaces(t *testing.T) {
	room := make(roomy, 1)
	read := func(size int) (*largeBody, http.Header, error) {
		text := strings.Repeat("a", size)
		header := http.Header{}
		b := &largeBody{ReadCloser: io.NopCloser(iotest.OneByteReader(strings.NewReader(text))), room: room, header: header}
		got, err := io.ReadAll(b)
		if err == nil && string(got) != text {
			t.Errorf("of %d bytes %d arrived", size, len(got))
		}
		return b, header, err
	}
	first, _, err := read(smallBody + 1)
	if err != nil || len(room) != 1 {
		t.Fatalf("a large body: %v, %d places taken", err, len(room))
	}
	_, header, err := read(smallBody + 1)
	if !errors.Is(err, errNoRoom) || header.Get("Connection") != "close" {
		t.Errorf("a second large body: %v, %v", err, header)
	}
	if f := failureOf(bodyFailure(err)); f.status != http.StatusServiceUnavailable || f.retry == 0 {
		t.Errorf("which is answered with %+v", f)
	}
	if _, _, err := read(smallBody - 1); err != nil {
		t.Errorf("a small body: %v", err)
	}
	first.leave()
	first.leave()
	again, _, err := read(4 * smallBody)
	if err != nil {
		t.Errorf("when the first had left: %v", err)
	}
	again.leave()
	if len(room) != 0 {
		t.Errorf("%d places are lost", len(room))
	}
}
