package server

import (
	"io"
	"net/http"
)

// smallBody is how many bytes of a body anybody may send who has a connection.
// Forms and JSON are rarely larger.
const smallBody = 16 << 10

// roomy is how many bodies may be larger than that at once. Without a bound, a
// crowd that sends most of a large body and then waits would have the server
// keep all of them.
type roomy chan struct{}

const (
	largeBodies   = 128 // of up to maxBody
	largeReports  = 16  // of up to maxReportBody
	unknownLength = -1  // of a body in chunks (http.Request)
)

// errNoRoom is what those hear who come when all room is taken.
var errNoRoom = noRoom{}

type noRoom struct{}

func (noRoom) Error() string     { return "too many large request bodies are on their way" }
func (noRoom) Unavailable() bool { return true }

// roomFor is where a body of a route finds room.
func (s *Server) roomFor(route string) roomy {
	if bodyLimit(route) > maxBody {
		return s.largeReports
	}
	return s.largeBodies
}

// largeBody takes a place once it turns out to be large.
type largeBody struct {
	io.ReadCloser
	room   roomy
	header http.Header // of the answer
	read   int
	placed bool
}

func mayBeLarge(length int64) bool { return length == unknownLength || length > smallBody }

func (b *largeBody) Read(into []byte) (int, error) {
	if !b.placed && b.read >= smallBody {
		select {
		case b.room <- struct{}{}:
			b.placed = true
		default:
			// Otherwise net/http waits for the rest before it answers.
			b.header.Set("Connection", "close")
			return 0, errNoRoom
		}
	}
	if !b.placed {
		into = into[:min(len(into), smallBody-b.read)]
	}
	n, err := b.ReadCloser.Read(into)
	b.read += n
	return n, err
}

// leave gives the place back, once nobody holds what was read any more.
func (b *largeBody) leave() {
	if b.placed {
		<-b.room
		b.placed = false
	}
}
