//go:build unix

package torture

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
)

// fault is a way in which a record can be other than it must be.
type fault string

const (
	lost       fault = "lost"               // acknowledged or shown, and not there
	doubled    fault = "doubled"            // there more often than it was asked for
	misplaced  fault = "out of order"       // another number or author than was printed, a gap, order lost
	kept       fault = "kept though not"    // somebody was told that it was not kept
	backwards  fault = "time goes back"     // stamped before the entry before it
	unverified fault = "verify not ok"      // or it says ok where entries are missing
	unstarted  fault = "didn't start"       // or not to be read
	different  fault = "replay differs"     // another restart reads another record
	late       fault = "didn't end in time" // or with another status than 0
	frozen     fault = "stayed frozen"      // though its disk was well again
	astray     fault = "as-of leaves out"   // what was known at that time
	broken     fault = "the round failed"   // of the campaign itself
)

var faults = []fault{lost, doubled, misplaced, kept, backwards, unverified, unstarted, different, late, frozen, astray, broken}

// verdict is what was found.
type verdict struct {
	records      int // entries that a server read at the end
	acknowledged int
	shown        int // lines that watchers read
	refused      int
	found        map[fault]int
	details      []string // the first few, in words
}

func newVerdict() *verdict { return &verdict{found: map[fault]int{}} }

// find notes a fault.
func (v *verdict) find(f fault, format string, args ...any) {
	v.found[f]++
	if v.found[f] <= 3 {
		v.details = append(v.details, string(f)+": "+fmt.Sprintf(format, args...))
	}
}

func (v *verdict) faults() (n int) {
	for _, f := range v.found {
		n += f
	}
	return n
}

// add adds what another round found.
func (v *verdict) add(o *verdict) {
	v.records += o.records
	v.acknowledged += o.acknowledged
	v.shown += o.shown
	v.refused += o.refused
	for f, n := range o.found {
		v.found[f] += n
	}
	v.details = append(v.details, o.details...)
}

// judge holds what a server read against the book.
func (b *book) judge(r record, v *verdict) {
	spots := map[string][]entry{}
	lines := map[string]bool{}
	for _, id := range slices.Sorted(maps.Keys(r)) {
		all, err := r.entries(id)
		if err != nil {
			v.find(unstarted, "%v", err)
			continue
		}
		v.records += len(all)
		inOrder(id, all, v)
		for i, e := range all {
			lines[asWritten(r[id][i])] = true
			for _, t := range slices.Compact(slices.Sorted(slices.Values(e.tokens))) {
				spots[t] = append(spots[t], e)
			}
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	last := map[string]uint64{}
	for _, a := range b.asks {
		a.judge(spots[a.token], last, v)
	}
	for line := range b.shown {
		if !lines[asWritten(line)] {
			v.find(lost, "a watcher read %.200s", line)
		}
	}
}

// mended is what a line tells of entries that were written after it.
var mended = regexp.MustCompile(`(,"(corrected|struck)_by":\d+)+}$`)

// asWritten is a line without what later entries add to it.
func asWritten(line string) string { return mended.ReplaceAllLiteralString(line, "}") }

// inOrder judges one incident by itself.
func inOrder(id string, all []entry, v *verdict) {
	for i, e := range all {
		if e.Seq != uint64(i+1) || e.Incident != id {
			v.find(misplaced, "%s #%d stands where #%d should", id, e.Seq, i+1)
		}
		if i > 0 && e.RecordedAt.Before(all[i-1].RecordedAt) {
			v.find(backwards, "%s #%d is %s before #%d", id, e.Seq, all[i-1].RecordedAt.Sub(e.RecordedAt), e.Seq-1)
		}
	}
}

// judge holds one ask against the entries that have its token. last has, for each
// author and incident, the number of what they wrote before.
func (a *ask) judge(spots []entry, last map[string]uint64, v *verdict) {
	switch {
	case a.outcome == refused && len(spots) > 0:
		v.find(kept, "%s %s is #%d, of which was said: %s", a.verb, a.token, spots[0].Seq, a.words)
	case a.outcome == acknowledged && len(spots) == 0:
		v.find(lost, "%s %s was %s %v", a.verb, a.token, a.incident, a.seqs)
	case a.outcome == acknowledged && len(spots) > len(a.seqs), len(spots) > 1 && alike(spots):
		v.find(doubled, "%s %s is there %d times", a.verb, a.token, len(spots))
	case a.outcome == acknowledged && !a.where(spots):
		v.find(misplaced, "%s %s was printed as %s %v of %s, and is %s #%d of %s",
			a.verb, a.token, a.incident, a.seqs, a.by, spots[0].Incident, spots[0].Seq, spots[0].By)
	}
	if len(spots) == 0 {
		return
	}
	key := a.by + " " + spots[0].Incident
	// A screen gives back what wasn't taken: several lines may become one.
	if spots[0].Seq < last[key] || spots[0].Seq == last[key] && a.verb != "typed" {
		v.find(misplaced, "%s %s is #%d, behind it the same author asked for #%d", a.verb, a.token, spots[0].Seq, last[key])
	}
	last[key] = spots[0].Seq
}

// alike tells whether two entries are the same one twice.
func alike(spots []entry) bool {
	seen := map[string]bool{}
	for _, e := range spots {
		if seen[e.Kind] {
			return true
		}
		seen[e.Kind] = true
	}
	return false
}

// where tells whether the entries are those that were printed.
func (a *ask) where(spots []entry) bool {
	for i, e := range spots {
		if e.Incident != a.incident || e.By != a.by || !slices.Contains(a.seqs, e.Seq) || i > 0 && e.Seq == spots[i-1].Seq {
			return false
		}
	}
	return len(spots) == len(a.seqs)
}
