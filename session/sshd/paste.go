package sshd

// What a terminal puts around a paste (xterm's mode 2004).
const (
	pasteStart = "\x1b[200~"
	pasteEnd   = "\x1b[201~"
)

// interrupt is Ctrl-C. Alone in its helping it was typed, for a paste of one
// byte comes with its marks.
const interrupt = "\x03"

// paste watches what a person sends for pastes, and ends one that grows beyond
// the limit: its rest is dropped until the terminal ends it, or the person
// presses Ctrl-C. A paste that never ends would be kept by the screen for ever.
type paste struct {
	limit    int
	inside   bool
	dropping bool
	size     int // of the paste so far
	matched  int // bytes of the mark that is looked for, seen so far
}

// filter is p without what must be dropped. The result may share p's memory.
func (s *paste) filter(p []byte) []byte {
	if s.inside && string(p) == interrupt {
		closed := s.dropping
		*s = paste{limit: s.limit}
		if closed {
			return p
		}
		return []byte(pasteEnd + interrupt)
	}
	out := make([]byte, 0, len(p)+len(pasteEnd))
	for _, b := range p {
		if !s.dropping {
			out = append(out, b)
		}
		if s.see(b) {
			continue
		}
		if s.inside && !s.dropping && s.matched == 0 && s.size >= s.limit {
			out = append(out, pasteEnd...)
			s.dropping = true
		}
	}
	return out
}

// see takes note of one byte and reports whether it completes a mark.
func (s *paste) see(b byte) bool {
	mark := pasteStart
	if s.inside {
		mark, s.size = pasteEnd, s.size+1
	}
	switch b {
	case mark[s.matched]:
		s.matched++
	case mark[0]:
		s.matched = 1
	default:
		s.matched = 0
	}
	if s.matched < len(mark) {
		return false
	}
	*s = paste{limit: s.limit, inside: !s.inside}
	return true
}
