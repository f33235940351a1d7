//go:build unix

package torture

import (
	"syscall"
	"time"

	"warroom/cmd/warroom/torture/disk"
)

// eio has the disk fail in the middle of work, for a while or until it is told to
// stop. The server must take entries again by itself. Every third round ends in a
// power cut.
func eio() kind {
	return kind{
		name:     "eio",
		injected: "calls that fail under load",
		fuse:     true,
		lasts:    3,
		play: func(r *round) {
			s, c := r.load()
			if s == nil {
				return
			}
			r.pause(100*time.Millisecond, 600*time.Millisecond)
			rule := r.failing()
			r.note("%s of %s %s", rule.Op, file(rule), often(rule))
			r.volume.Inject(rule)
			if rule.Op == disk.Read || rule.Op == disk.Open {
				// The file is read and opened again once a commit has failed.
				r.volume.Inject(&disk.Rule{Op: disk.Sync, File: "warroom.db-wal", Err: syscall.EIO, Times: 1})
			}
			r.pause(100*time.Millisecond, 900*time.Millisecond)
			r.injected["calls that failed"] += r.volume.Heal()
			r.thaws(s)
			r.pause(50*time.Millisecond, 500*time.Millisecond)
			r.endAnyhow(s, c)
			r.aftermath()
		},
		control: control{
			without: "the rollback of what failed, and the word that it did",
			shows:   []fault{lost},
			edits:   []edit{{"store/sqlite/session.go", `return nil, s.fail("commit", unsynced(err))`, `s.drop()`}},
		},
	}
}

// failing is a rule of a random kind.
func (r *round) failing() *disk.Rule {
	rule := &disk.Rule{
		Op:    pick(r, disk.Write, disk.Write, disk.Write, disk.Sync, disk.Sync, disk.Sync, disk.Read, disk.Open),
		File:  pick(r, "warroom.db-wal", "warroom.db-wal", "warroom.db", ""),
		Err:   pick(r, syscall.EIO, syscall.ENOSPC, syscall.EROFS, syscall.EDQUOT),
		Times: pick(r, 1, 2, 5, -1),
		Skip:  r.random.IntN(3),
	}
	if rule.Op == disk.Write && r.random.IntN(3) == 0 {
		rule.Err, rule.Short = 0, true
	}
	return rule
}

// endAnyhow ends the server by a kill, in good order, or with the power.
func (r *round) endAnyhow(s *server, c *crew) {
	switch r.random.IntN(3) {
	case 0:
		s.kill()
		c.rest()
	case 1:
		r.stopWhole(s)
		c.rest()
	default:
		s.kill()
		c.rest()
		r.cut()
	}
}

// thawLimit is how long a record may stay frozen once its disk is well.
const thawLimit = 10 * time.Second

// thaws waits until the server takes an entry again.
func (r *round) thaws(s *server) {
	for end := time.Now().Add(thawLimit); r.ctx.Err() == nil; {
		a := r.book.ask("noor", "INC-2", "say") // where nobody else writes as noor
		got := r.people.ask(s.addr, "noor", "say INC-2 "+a.token)
		(&writer{}).heed(r.book, a, got)
		if got.status == 0 {
			return
		}
		if time.Now().After(end) {
			r.verdict.find(frozen, "%s after the disk was well: %d %s", thawLimit, got.status, got.words)
			return
		}
		pause(r.ctx, 50*time.Millisecond)
	}
}

// file says what a rule is for.
func file(rule *disk.Rule) string {
	if rule.File == "" {
		return "any file"
	}
	return rule.File
}

// often says what a rule does, and how often.
func often(rule *disk.Rule) string {
	what := rule.Err.Error()
	if rule.Short {
		what = "short"
	}
	switch rule.Times {
	case 1:
		return what + " once"
	case -1:
		return what + " for a while"
	}
	return what + " several times"
}
