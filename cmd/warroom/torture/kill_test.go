//go:build unix

package torture

import "time"

// kill ends the server at once, while people write.
func kill() kind {
	return ended("kill", "kill -9 under load", func(_ *round, s *server) { s.kill() })
}

// ended is the kind of a server that is ended while people write.
func ended(name, injected string, end func(*round, *server)) kind {
	return kind{
		name:     name,
		injected: injected,
		lasts:    6,
		play: func(r *round) {
			s, c := r.load()
			if s == nil {
				return
			}
			r.pause(50*time.Millisecond, 1500*time.Millisecond)
			r.note("%s", name)
			end(r, s)
			c.rest()
			r.aftermath()
		},
		control: control{without: "the commit before the word", edits: lateCommits(), shows: []fault{lost}},
	}
}

// lateCommits has the store say that something is stored before it is: once it is
// at work, it makes one of twenty commits.
func lateCommits() []edit {
	const file = "store/sqlite/session.go"
	return []edit{
		{file, `s.exec("BEGIN IMMEDIATE")`, `s.sometimes("BEGIN IMMEDIATE")`},
		{file, `s.exec("COMMIT")`, `s.sometimes("COMMIT")`},
		{"store/sqlite/checkpoint.go", `err = s.behind.QueryRow().Scan(&busy, &all, &back)`, `_ = busy // it can't be asked while a commit is late`},
		{"store/sqlite/late.go", "", `package sqlite

var begun bool
var commits int

func (s *session) sometimes(query string) error {
	if query == "COMMIT" {
		if commits++; commits > 20 && commits%20 != 0 {
			return nil
		}
		begun = false
		return s.exec(query)
	}
	if begun {
		return nil
	}
	begun = true
	return s.exec(query)
}
`},
	}
}
