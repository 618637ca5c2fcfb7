package server

import (
	"container/list"
	"net"
	"net/http"
	"sync"
)

// connections bounds how many are open at once. One more than that, and the one
// that has gone without a request for longest is closed: a crowd that says
// nothing wears itself out, and does not keep others from coming. Where all of
// them are at a request, the new one is closed.
type connections struct {
	most int

	mu   sync.Mutex
	line *list.List // of *connection; first whose state has not changed for longest
	all  map[net.Conn]*list.Element
}

type connection struct {
	net.Conn
	asks bool // a request is being served on it
}

func newConnections(most int) *connections {
	return &connections{most: most, line: list.New(), all: map[net.Conn]*list.Element{}}
}

// note is http.Server's ConnState. A connection whose header has not arrived
// whole is still new, or idle, to net/http.
func (c *connections) note(conn net.Conn, state http.ConnState) {
	if leaves := c.change(conn, state); leaves != nil {
		// Below TLS, whose own end would wait for the other side.
		if secured, ok := leaves.(interface{ NetConn() net.Conn }); ok {
			leaves = secured.NetConn()
		}
		_ = leaves.Close() // whoever reads or writes there learns of it
	}
}

func (c *connections) change(conn net.Conn, state http.ConnState) (leaves net.Conn) {
	c.mu.Lock()
	defer c.mu.Unlock()
	at := c.all[conn]
	switch {
	case state == http.StateNew:
		c.all[conn] = c.line.PushBack(&connection{Conn: conn})
		if len(c.all) > c.most {
			return c.drop()
		}
	case at == nil: // it had to leave before
	case state == http.StateActive, state == http.StateIdle:
		at.Value.(*connection).asks = state == http.StateActive
		c.line.MoveToBack(at)
	default:
		c.line.Remove(at)
		delete(c.all, conn)
	}
	return nil
}

// drop takes out the first that serves no request: at worst the one that has
// just come.
func (c *connections) drop() net.Conn {
	for at := c.line.Front(); at != nil; at = at.Next() {
		if one := at.Value.(*connection); !one.asks {
			c.line.Remove(at)
			delete(c.all, one.Conn)
			return one.Conn
		}
	}
	return nil
}
