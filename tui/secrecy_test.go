package tui

import (
	"testing"

	"warroom/session/incident"
)

func TestBrokenGlassRingsOnEveryScreen(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	v, w := s.at(raj, id, 80, 24), s.at(cy, id, 80, 24)
	s.do(ana, id, "/scope confidential an insider")
	v.sees("scope open")
	w.sees("scope open")
	v.bells, w.bells = nil, nil
	if _, err := s.hub.BreakGlass(s.ctx, person("noor", incident.RankManager), id, "the regulator calls"); err != nil {
		t.Fatal(err)
	}
	for _, v := range []*viewer{v, w} {
		v.sees("the regulator calls")
		if len(v.bells) != 1 {
			t.Errorf("%s heard %d bells", v.root.who.Name, len(v.bells))
		}
	}
}

func TestAScreenShowsWhatItsPersonMaySee(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	v, w := s.at(raj, id, 120, 40), s.at(cy, id, 120, 40)
	s.do(ana, id, "/say TLP:RED it was lee")
	s.do(ana, id, "/say TLP:AMBER+STRICT it was one of us")
	s.do(ana, id, "/say for all to read")
	v.sees("for all to read")
	v.sees("one of us")
	v.misses("it was lee")
	w.sees("for all to read")
	w.misses("one of us")
	w.misses("it was lee")
	s.do(ana, id, "/admit @raj")
	v.sees("it was lee")
}
