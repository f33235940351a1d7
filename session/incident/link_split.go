package incident

import (
	"fmt"
	"strconv"
	"strings"
)

// maxSplit bounds the entries that one split names.
const maxSplit = 50

// splitOff asks to open a new incident that names entries of this one. This one stays as
// it is and says where they went. The asker is the new incident's manager, so whoever may
// declare may split.
type splitOff struct {
	Entries  []uint64 // ascending
	Severity Severity // 0: as it is here
	Title    string
}

var splitVerb = Verb{
	Name: "split", Args: "SEQ… [sev 1-5] TITLE", asks: splitOff{},
	Help:     "open a new incident that refers to entries of this one, as 12 14-17; you are its manager, and this one stays as it is",
	complete: completeSplit,
	parse:    parseSplit,
}

func (splitOff) needs() power { return powerRespond }
func (splitOff) reachesOut()  {}

// Opening returns the declaration of the incident that c opens beside this one, under the
// number a.Opens, if Decide takes c.
func Opening(s *State, a Ask, c Command) (Declare, error) {
	if _, err := Decide(s, a, c); err != nil {
		return Declare{}, err
	}
	return c.(opener).opening(s), nil
}

// opener is a command that opens another incident. What Decide returns for it is written
// once that one is.
type opener interface{ opening(*State) Declare }

// Opens reports whether a command opens another incident: see Opening.
func Opens(c Command) bool {
	_, ok := c.(opener)
	return ok
}

func (c splitOff) decide(s *State, a Ask) ([]Fact, error) {
	if err := a.By.CheckDeclare(); err != nil {
		return nil, err
	}
	switch {
	case !isOpen(s) && s.powerOf(a.By) < powerManage:
		return nil, refuse("a split reveals %s, which isn't open to everyone: only people who run it can split it", s.ID)
	case len(c.Entries) == 0:
		return nil, refuse("say which entries go: /split 12 14-17 TITLE")
	case len(c.Entries) > maxSplit:
		return nil, refuse("%d entries are too many: name the %d that matter most", len(c.Entries), maxSplit)
	case len(s.Affected.Links) >= maxLinks:
		return nil, refuse("an incident has at most %d links: remove one with /unlink", maxLinks)
	}
	for i, seq := range c.Entries {
		if i > 0 && seq <= c.Entries[i-1] {
			return nil, refuseOrder(seq)
		}
		if err := s.checkSplits(seq, a.By); err != nil {
			return nil, err
		}
	}
	if _, err := checkTitle(c.Title); err != nil {
		return nil, refuse("%s: /split %s TITLE", err, spans(c.Entries))
	}
	if a.Opens == "" || a.Opens == s.ID || s.SplitInto(a.Opens) > 0 {
		return nil, refuse("no new incident can be opened from here: /declare one")
	}
	return s.splitFacts(a.Opens, c.Entries, false), nil
}

// checkSplits refuses an entry that can't be named by a new incident.
func (s *State) checkSplits(seq uint64, by Person) error {
	e, err := s.find(seq, by)
	if err != nil {
		return err
	}
	if st := s.stream(e.Stream()); st != nil && st.Closed {
		return refuse("#%d belongs to the closed workstream %s: bring back what others need, with /report-back, and split that", seq, st.Name)
	}
	if _, ok := e.Fact.(statement); !ok {
		return refuse("#%d (%s) states nothing by itself: leave it out", seq, e.Tag())
	}
	return checkNotStruck(e)
}

func (c splitOff) opening(s *State) Declare {
	d := Declare{Title: c.Title, Severity: c.Severity, Drill: s.Drill, Scope: s.Access.Scope, tlp: s.Access.TLP}
	if d.Severity == 0 {
		d.Severity = s.SizeUp.Severity
	}
	d.split = &splitSource{From: s.ID, Entries: c.Entries, As: s.Last}
	for _, seq := range c.Entries {
		d.split.cited = append(d.split.cited, s.cite(seq))
	}
	return d
}

// spans formats ascending numbers of entries as people type them: "12 14-17".
func spans(seqs []uint64) string {
	var b strings.Builder
	for i := 0; i < len(seqs); {
		last := i
		for last+1 < len(seqs) && seqs[last+1] == seqs[last]+1 {
			last++
		}
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(strconv.FormatUint(seqs[i], 10))
		if last > i {
			fmt.Fprintf(&b, "-%d", seqs[last])
		}
		i = last + 1
	}
	return b.String()
}

// seqSpans formats ascending numbers of entries for a line of text: "#12, #14-17".
func seqSpans(seqs []uint64) string {
	return "#" + strings.ReplaceAll(spans(seqs), " ", ", #")
}
