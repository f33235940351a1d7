package sshd

import (
	"fmt"
	"strings"
	"testing"

	"warroom/session/exec"
	"warroom/session/incident"
)

func TestASearchIsBounded(t *testing.T) {
	h := openHouseWith(t, behind{commands: exec.Config{Limits: exec.Limits{SearchSteps: 20 << 10}}}, nil)
	id := h.declare("db down")
	for i := range 100 {
		h.say(id, fmt.Sprintf("needle %d %s", i, strings.Repeat("x", 200)))
	}
	var words []string
	for i := range 33 {
		words = append(words, fmt.Sprint("w", i))
	}
	for _, c := range []struct {
		line, words string
	}{
		{"search " + strings.Join(words, " "), "33 different words"},
		{"search " + strings.Repeat("needle ", 600), "4199 bytes"},
		{"search needle", "entries and stopped"},
		{"search " + strings.Repeat("x", 20<<10), "20487 bytes"},
	} {
		a := h.run("cy", c.line)
		if a.code != exitRefused || !strings.Contains(a.words, c.words) {
			t.Errorf("%.40s: %d, %s", c.line, a.code, a.words)
		}
		if found := strings.Count(a.out, "needle"); strings.Contains(c.words, "stopped") && (found < 10 || found > 90) {
			t.Errorf("%.40s: %d were found", c.line, found)
		}
	}
	roomy := openHouse(t, nil)
	roomy.say(roomy.declare("db down"), "needle 99")
	if a := roomy.run("cy", "search "+strings.Repeat("needle ", 500)+"99"); a.code != exitDone || strings.Count(a.out, "needle 99") != 1 {
		t.Errorf("one word many times: %+v", a)
	}
}

func (h *house) say(id incident.ID, text string) {
	h.t.Helper()
	kim := incident.Person{Name: "kim", Rank: incident.RankResponder, Key: "SHA256:kim", Proof: "keys file"}
	if _, err := h.hub.Do(h.t.Context(), kim, id, nil, incident.Say{Text: text}); err != nil {
		h.t.Fatal(err)
	}
}
