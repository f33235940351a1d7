package sshd

import "sync"

// sessionsByKey has the open sessions, by the fingerprint of their key. It is safe to
// use concurrently.
type sessionsByKey struct {
	mu    sync.Mutex // guards what follows
	byKey map[string]map[*channel]struct{}
}

func (s *sessionsByKey) add(ch *channel) {
	key := ch.who().Key
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.byKey == nil {
		s.byKey = map[string]map[*channel]struct{}{}
	}
	if s.byKey[key] == nil {
		s.byKey[key] = map[*channel]struct{}{}
	}
	s.byKey[key][ch] = struct{}{}
}

func (s *sessionsByKey) remove(ch *channel) {
	key := ch.who().Key
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.byKey[key], ch)
	if len(s.byKey[key]) == 0 {
		delete(s.byKey, key)
	}
}

// of returns the sessions of one key.
func (s *sessionsByKey) of(key string) []*channel {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([]*channel, 0, len(s.byKey[key]))
	for ch := range s.byKey[key] {
		all = append(all, ch)
	}
	return all
}
