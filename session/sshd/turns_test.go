package sshd

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"

	"warroom/session"
	"warroom/session/incident"
)

func oneTurn() *session.Turns { return session.NewTurns(1, 0) }

func TestASearchIsBounded(t *testing.T) {
	h := openHouse(t, func(c *Config) { c.Limits.SearchSteps = 20 << 10 })
	id := h.declare("db down")
	for i := range 100 {
		h.say(id, fmt.Sprintf("needle %d %s", i, strings.Repeat("x", 200)))
	}
	var words []string
	for i := range maxWords + 1 {
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
	kim := incident.Person{Name: "kim", Rank: incident.Responder, Key: "SHA256:kim", Proof: "keys file"}
	if _, err := h.hub.Do(h.t.Context(), kim, id, nil, incident.Say{Text: text}); err != nil {
		h.t.Fatal(err)
	}
}

// TestALongWorkGivesWay: between two stretches of one key's work, another gets
// the only turn that there is.
func TestALongWorkGivesWay(t *testing.T) {
	turns := oneTurn()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	run := func(key string, f func(*shift) error) error {
		return (&call{}).run(&shift{ctx: ctx, turns: turns, key: key, out: io.Discard, may: func() error { return nil }, left: -1}, f)
	}
	began, ended := make(chan struct{}), make(chan error, 1)
	go func() {
		<-began
		ended <- run("ana", func(*shift) error { return nil })
	}()
	err := run("cy", func(s *shift) error {
		close(began)
		for ctx.Err() == nil {
			if err := s.took(stretch / 4); err != nil {
				return err
			}
			select {
			case err := <-ended:
				return err
			default:
			}
		}
		return ctx.Err()
	})
	if err != nil {
		t.Errorf("ana waits until cy is done: %v", err)
	}
}
