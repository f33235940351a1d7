package tui

import "testing"

// TestWhatIsGivenToOneRingsOnAnyOfTheirScreens: in the lobby, and on another bridge.
func TestWhatIsGivenToOneRingsOnAnyOfTheirScreens(t *testing.T) {
	s := newStage(t)
	id, other := s.declare("db down"), s.declare("disk full")
	lobby := s.come(kim, "", 80, 24)
	bridge := s.at(kim, other, 80, 24)
	bridge.until("the list", func() bool { return bridge.root.lobby.loaded })
	for _, step := range []struct{ line, want string }{
		{"/task @kim look at it", string(id) + ": A1 is given to you"},
		{"@kim are you there?", string(id) + ": #"},
	} {
		s.do(ana, id, step.line)
		for _, v := range []*viewer{lobby, bridge} {
			v.sees(step.want)
			if len(v.bells) == 0 {
				t.Errorf("%q rings nowhere", step.line)
			}
			v.bells = nil
		}
	}
	lobby.sees("@1")
}
