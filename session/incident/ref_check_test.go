package incident

import "testing"

// TestAReferenceNamesWhatIsThere checks every kind. There is no evidence yet.
func TestAReferenceNamesWhatIsThere(t *testing.T) {
	s := working()
	s.Decisions.All = s.Decisions.All.Append(&Decision{N: 1, Seq: 2})
	s.SizeUp.Hypotheses = s.SizeUp.Hypotheses.Append(&Hypothesis{N: 1, Seq: 2})
	s.Decisions.Changes = s.Decisions.Changes.Append(&Change{N: 1, Seq: 2})
	s.Hunts.All = s.Hunts.All.Append(&Hunt{N: 1, Seq: 2})
	for _, kind := range []byte(refKinds) {
		known := checkRefs(s, kim, []Ref{{kind, 1}})
		missing := checkRefs(s, kim, []Ref{{kind, 1}, {kind, 99}})
		if (known != nil) != (kind == RefEvidence) || missing == nil {
			t.Errorf("%c1: %v, %c99: %v", kind, known, kind, missing)
		}
	}
	if err := checkRefs(s, kim, make([]Ref, maxRefs+1)); err == nil || err.Error() != "21 references are too many: give the 20 that matter most" {
		t.Error(err)
	}
}
