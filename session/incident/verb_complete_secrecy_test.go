package incident

import (
	"slices"
	"testing"
)

// TestThePromptOffersNothingHidden: what a person can't see is offered to them
// by no verb, as if it weren't there.
func TestThePromptOffersNothingHidden(t *testing.T) {
	with, without := roomFor(actor{}, false), roomFor(actor{}, false)
	hidden := []Fact{
		taskGiven{N: 3, To: "kim", Text: "hush"}, actionProposed{N: 2, Text: "hush"}, hypothesisHeld{N: 2, attackVector: attackVector{Text: "hush"}},
		decisionMade{N: 2, Text: "hush", Accountable: "zoe", Keys: 1}, changeMade{N: 2, Text: "hush"},
		assetNamed{Type: AssetHost, Value: "hush"}, systemAffected{Sheet: Sheet{Name: "hush"}},
	}
	for _, f := range hidden {
		with = goneOn(with, f)
		with = goneOn(with, entryLabelled{Seq: with.Last, To: labelOf(TLPRed)})
	}
	for _, sees := range []clearance{{}, {work: true}} {
		for _, v := range Verbs() {
			for _, args := range []string{" ", " x ", " x x ", " A", " P", " D", " H", " C", " h"} {
				line := "/" + v.Name + args
				got, want := completeFor(with, sees, line).Words, completeFor(without, sees, line).Words
				if !slices.Equal(got, want) {
					t.Errorf("%+v: %q offers %v, and without what is hidden %v", sees, line, got, want)
				}
			}
		}
	}
	if got := completeFor(with, clearance{work: true, red: true}, "/done A").Words; !slices.Contains(got, "A3") {
		t.Errorf("who sees it is offered %v", got)
	}
}

// completeFor offers every verb to someone who sees s by that clearance.
func completeFor(s *State, sees clearance, line string) Completion {
	return complete(sources{View: View{s, sees}, rules: &Rules{}}, func(Verb) bool { return true }, line)
}
