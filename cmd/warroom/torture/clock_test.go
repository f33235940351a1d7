//go:build unix

package torture

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// clockFile is the variable that names the file by which the clock of a server
// with a hook is shifted. It holds a duration.
const clockFile = "WARROOM_TORTURE_CLOCK"

// clock shifts the server's clock under load, and back again.
func clock() kind {
	return kind{
		name:     "clock",
		injected: "the clock set back and ahead under load",
		lasts:    3,
		hooks: []edit{
			{"session/session.go", "o.Now = time.Now", "o.Now = Shifted"},
			{"session/sshd/config.go", "c.Now = time.Now", "c.Now = session.Shifted"},
			{"session/sshd/config.go", `import (`, "import (\n\t\"warroom/session\""},
			{"tui/tui.go", "t.Now = time.Now", "t.Now = session.Shifted"},
			{"session/shifted.go", "", shiftable},
		},
		play: func(r *round) {
			r.shift(0)
			s, c := r.load()
			if s == nil {
				return
			}
			r.pause(200*time.Millisecond, 500*time.Millisecond)
			for range 1 + r.random.IntN(3) {
				r.shift(pick(r, -2*time.Hour, 365*24*time.Hour, -26*time.Hour, 90*time.Second, -1500*time.Millisecond, time.Hour))
				r.pause(100*time.Millisecond, 500*time.Millisecond)
			}
			r.shift(0)
			r.pause(100*time.Millisecond, 300*time.Millisecond)
			c.finish(5 * time.Second)
			r.asOf(s)
			r.stopWhole(s)
			r.aftermath()
		},
		control: control{without: "the later of both, plus 1 ns", shows: []fault{backwards}, edits: []edit{
			{"store/record.go", "if !records[i].At.After(head.At) {", "if false {"},
			{"session/incident/time_stamp.go", "if last == nil || now.After(last.RecordedAt) {", "if last == nil || true {"},
		}},
	}
}

// shiftable gives a server the clock that is shifted.
const shiftable = `package session

import (
	"os"
	"time"
)

// Shifted is now, shifted by the duration in a file.
func Shifted() time.Time {
	text, _ := os.ReadFile(os.Getenv("` + clockFile + `"))
	d, _ := time.ParseDuration(string(text))
	return time.Now().Add(d)
}
`

// shift sets the server's clock.
func (r *round) shift(by time.Duration) {
	if by != 0 {
		r.note("by %s", by)
	}
	path := filepath.Join(r.scratch, "clock")
	err := os.WriteFile(path+".new", []byte(by.String()), 0o600)
	if err == nil {
		err = os.Rename(path+".new", path)
	}
	if err != nil {
		r.verdict.find(broken, "%v", err)
	}
}

// asOf looks whether what is known as of now is all that was written until now,
// however the clock stood in between.
func (r *round) asOf(s *server) {
	a := r.book.ask("noor", "INC-2", "say")
	got := r.people.ask(s.addr, "noor", "say INC-2 "+a.token)
	(&writer{}).heed(r.book, a, got)
	if got.status != 0 {
		r.verdict.find(frozen, "%d %s", got.status, got.words)
		return
	}
	all := r.people.ask(s.addr, "noor", "timeline --json INC-2")
	now := r.people.ask(s.addr, "noor", fmt.Sprintf("timeline --json --as-of %s INC-2", time.Now().UTC().Add(time.Second).Format(time.RFC3339)))
	if known, have := strings.Count(all.out, "\n"), strings.Count(now.out, "\n"); have < known-4 || !strings.Contains(now.out, a.token) {
		r.verdict.find(astray, "%d entries of %d, %d %s", have, known, now.status, now.words)
	}
}
