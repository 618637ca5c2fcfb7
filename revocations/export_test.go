package revocations

// Held is how many events are held for the followers.
func (s *Stream) Held() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.recent)
}
