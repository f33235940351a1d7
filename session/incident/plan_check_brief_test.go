package incident

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestABriefSaysWhoseACriterionIsAndWhatItWants(t *testing.T) {
	r := newRun(t)
	r.play("playbook strict\nas ana manager\ndeclare db down\nfact seven hosts\ncheck scope-known #3")
	var lines, values []string
	for _, part := range seenByAll(r.state).Brief(Reader{Now: r.ask.At}) {
		if part.Key != "checks" {
			continue
		}
		for row := range part.All() {
			lines = append(lines, row.Text())
			values = append(values, string(must(json.Marshal(row.Value()))))
		}
	}
	const want = "scope-known of triage done, by ana at 2026-03-01 14:00Z in #4, citing #3: what is affected is known\n" +
		"loss-taken of triage open, for the decider, wants a decision that holds: the loss is accepted\n" +
		"image-made of triage open, wants a task that is done: an image is made"
	if got := strings.Join(lines, "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := values[1]; !strings.HasSuffix(got, `"role":"decider","wants":"decision"}`) {
		t.Errorf("JSON has %s", got)
	}
}
