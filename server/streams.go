package server

import "sync"

// streams counts the streams that each client has open here.
type streams struct {
	mu   sync.Mutex
	open map[string]int
}

// enter counts one more, unless there are enough; call leave in the end.
func (s *streams) enter(client string) (leave func(), ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.open[client] >= perClient {
		return nil, false
	}
	if s.open == nil {
		s.open = map[string]int{}
	}
	s.open[client]++
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.open[client]--; s.open[client] == 0 {
			delete(s.open, client)
		}
	}, true
}
