//go:build unix

package torture

import "time"

// term asks the server to end, while people write.
func term() kind {
	return kind{
		name:     "term",
		injected: "SIGTERM under load: exit 0 within 5 s",
		lasts:    6,
		play: func(r *round) {
			s, c := r.load()
			if s == nil {
				return
			}
			r.pause(50*time.Millisecond, 1500*time.Millisecond)
			r.note("SIGTERM")
			r.stopWhole(s)
			c.rest()
			r.aftermath()
		},
		control: control{without: "the commit before the word", edits: lateCommits(), shows: []fault{lost}},
	}
}
