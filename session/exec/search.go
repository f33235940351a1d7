package exec

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"warroom/session"
	"warroom/session/incident"
)

// maxWords bounds how many different words one search looks for.
const maxWords = 32

// search looks through the entries that the person may see, in one incident
// or in all of theirs. An indicator is found in each of its forms.
func search(ctx context.Context, c *call) error {
	where, words, err := c.searchTerms()
	if err != nil {
		return err
	}
	forms := make([][]string, len(words))
	for i, w := range words {
		forms[i] = incident.SearchForms(w)
	}
	looked, found := 0, 0
	err = c.work(ctx, func(s *shift) error {
		s.left = c.limits.SearchSteps
		for _, id := range where {
			n, hits, err := c.searchIn(s, id, forms)
			looked, found = looked+n, found+hits
			if errors.Is(err, session.ErrNotFound) && len(where) > 1 {
				continue // put out in this moment
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	switch {
	case errors.Is(err, errSpent):
		return incident.Refusal{Why: fmt.Sprintf(
			"the search looked through %d entries and stopped, for it takes too long: what it found is above. Name the incident (search INC-7 WORDS), or give fewer words", looked)}
	case err == nil && found == 0:
		_, err = fmt.Fprintln(c.stderr, "no entry holds these words")
	}
	return err
}

// searchTerms returns the incidents to search, and the words to look for, each once.
func (c *call) searchTerms() (where []incident.ID, words []string, err error) {
	if n := len(c.rest); n > incident.MaxLine {
		return nil, nil, incident.Refusal{Why: fmt.Sprintf(
			"the search has %d bytes, at most %d are taken: give the words that matter most", n, incident.MaxLine)}
	}
	first, rest := cutWord(c.rest)
	if id, err := incident.ParseID(first); err == nil && strings.Contains(first, "-") {
		where, c.rest = []incident.ID{id}, rest
	} else {
		for _, s := range c.hub.List(c.person, true) {
			where = append(where, s.ID)
		}
	}
	words = incident.SearchWords(incident.CleanLine(c.rest))
	slices.Sort(words)
	words = slices.Compact(words)
	switch n := len(words); {
	case n == 0:
		return nil, nil, errUsage
	case n > maxWords:
		return nil, nil, incident.Refusal{Why: fmt.Sprintf(
			"these are %d different words, a search takes at most %d: give those that matter most", n, maxWords)}
	}
	return where, words, nil
}

// searchIn writes the entries of one incident that the person may see and that hold
// all the words. It counts the entries that it looked at, and those that it found.
func (c *call) searchIn(s *shift, id incident.ID, words [][]string) (looked, found int, err error) {
	scene, err := c.hub.Scene(s.ctx, c.person, id)
	if err != nil {
		return 0, 0, err
	}
	view, now := scene.For(c.person), c.now()
	sight := s.setSight(c.person, view)
	for e := range view.Entries(0) {
		hit, steps := false, perEntry
		if e != nil && sight.view.Shows(e.Event) {
			hit, steps = holds(e, words)
		}
		if err := s.spend(steps); err != nil {
			return looked, found, err
		}
		looked++
		if !hit {
			continue
		}
		found++
		if _, err := fmt.Fprintf(s, "%s %s\n", id, e.Plain(now, time.UTC)); err != nil {
			return looked, found, err
		}
	}
	return looked, found, nil
}

// perEntry is how many steps it takes to look at an entry at all.
const perEntry = 64

// holds reports whether an entry of the timeline, the chat or a stream has all
// the words, each in one of its forms, as it reads now or as it was written. It returns
// the steps it took, too.
func holds(e *incident.Entry, words [][]string) (all bool, steps int) {
	if !e.InTimeline() && !e.InChat() && !e.InStream() {
		return false, perEntry
	}
	text := incident.SearchText(e.By + " " + e.Line() + " " + e.Original() + " " + e.Listed())
	steps = perEntry + len(text)
	for _, forms := range words {
		steps += len(text) * len(forms)
		if !incident.HoldsForm(text, forms) {
			return false, steps
		}
	}
	return true, steps
}
