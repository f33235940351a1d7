package incident

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// checkShown is an exit criterion of a phase, an item of a checklist, or a question of the
// recovery gate.
type checkShown struct {
	Key  string `json:"key"`
	Text string `json:"text"`
	Met  bool   `json:"met"`
	By   string `json:"by"` // who ticked it or, if nobody did, who left it: the state says which
	Note string `json:"note"`
	Refs []Ref  `json:"refs"`

	Phase string      `json:"phase,omitempty"` // of a criterion: the one that it leads out of
	List  string      `json:"list,omitempty"`  // of an item: the key of its list
	State checkStatus `json:"state"`           // as "done", "not needed" or "let fall"
	At    *time.Time  `json:"at"`              // null: nobody has ticked or left it
	Seq   uint64      `json:"seq"`             // the entry that did

	Restore *time.Time `json:"restore_point,omitempty"` // as the gate's answer names it

	Lapsed    string `json:"lapsed,omitempty"`     // why a tick counts no more, as "C1 was undone"
	Because   string `json:"because,omitempty"`    // what made the playbook ask, as "kind is data"
	NotNeeded bool   `json:"not_needed,omitempty"` // by and note say who left it out, and why
	For       string `json:"for,omitempty"`        // the role that it is for, where another ticked it
	Role      *Role  `json:"role,omitempty"`       // whose it is to tick; nil: anyone's
	Wants     Wanted `json:"wants,omitzero"`       // what a tick must cite

	Due  *time.Time `json:"due_at,omitempty"` // by when it is to be settled
	Late bool       `json:"late,omitempty"`   // it isn't, and that has come
}

func showCheck(key, text string, met bool, tick Tick) checkShown {
	return checkShown{Key: key, Text: text, Met: met && !tick.NotNeeded}.of(tick)
}

// of returns the check as a tick has it, or what was left as if it had one.
func (c checkShown) of(tick Tick) checkShown {
	c.By, c.Note, c.Refs, c.At, c.Seq, c.NotNeeded, c.For = tick.By, tick.Note, listOf(tick.Refs), instant(tick.At), tick.Seq, tick.NotNeeded, tick.For
	return c
}

func (c Criterion) shown() checkShown {
	one := showCheck(c.Rule.Key, c.Rule.Text+forTeam(c.Rule.Team), c.Met, c.Tick)
	one.Lapsed, one.Because, one.Role, one.Wants = c.Lapsed, c.Because, c.Rule.Role, c.Rule.Wants
	one.Due, one.Late = instant(c.Due), c.Late
	one.Phase = c.Rule.Phase.String()
	return one
}

// shown returns the item of a list that something made apply.
func (i ListItem) shown(key, list string) checkShown {
	one := showCheck(i.Key, i.Text+forTeam(i.Team), i.Met, i.Tick)
	one.Lapsed, one.Role, one.Wants = i.Lapsed, &i.Role, i.Wants
	one.Due, one.Late = instant(i.Due), i.Late
	one.Because = strings.Join(slices.DeleteFunc([]string{list, i.Because}, func(why string) bool { return why == "" }), " and ")
	one.List = key
	return one
}

// text returns the check with what came of it before its text.
func (c checkShown) text(stamp func(time.Time) string) string {
	is := string(c.State)
	switch by := c.by(stamp); c.State {
	case checkStatusOpen:
		is = c.open(stamp, is)
	case checkStatusOpenAgain:
		is = c.open(stamp, is+": "+c.Lapsed+"; ticked"+by)
	case checkStatusLapsed:
		is += ": " + c.Lapsed + "; ticked" + by
	case checkStatusDone, checkStatusNotNeeded, checkStatusListClosed:
		is += "," + by
	default:
		is = c.open(stamp, "OPEN") + "; " + is + by
	}
	return withReason(c.Key+c.where()+" "+is+": "+c.Text+becauseOf(c.Because), c.Note)
}

// open says how it is open, by when it is to be settled, and by whom.
func (c checkShown) open(stamp func(time.Time) string, how string) string {
	switch {
	case c.Late:
		how = "LATE since " + stamp(*c.Due) + ", " + how
	case c.Due != nil:
		how += ", by " + stamp(*c.Due)
	}
	return how + c.whose()
}

// whose says whose it is to tick, and what that must cite.
func (c checkShown) whose() (text string) {
	if c.Role != nil {
		text = ", for " + c.Role.named()
	}
	if c.Wants != WantsNothing {
		text += ", wants " + c.Wants.what()
	}
	return text
}

// where says of which phase or list it is.
func (c checkShown) where() string {
	switch {
	case c.Phase != "":
		return " of " + c.Phase
	case c.List != "":
		return " of the list " + c.List
	}
	return ""
}

// who returns who ticked it, and in which role, or for which if that isn't theirs.
func (c checkShown) who() string {
	if c.For == "" && c.Role != nil && c.ticked() {
		return c.By + " as " + c.Role.named()
	}
	return Tick{By: c.By, For: c.For}.Who()
}

// ticked reports whether by says who ticked it.
func (c checkShown) ticked() bool {
	switch c.State {
	case checkStatusDone, checkStatusNotNeeded, checkStatusOpenAgain, checkStatusLapsed, checkStatusListClosed:
		return true
	}
	return false
}

// said says what a line tells in another form: "done" is met, and what it cites is what it wants.
func (c checkShown) said() (words string) {
	if c.Met {
		words = "met"
	}
	if c.Wants.metBy(c.Refs) {
		words += " " + c.Wants.String()
	}
	return words
}

// by says who ticked or left it, when, in which entry, and citing what.
func (c checkShown) by(stamp func(time.Time) string) string {
	if c.At == nil {
		return ""
	}
	line := fmt.Sprintf(" by %s at %s in #%d", c.who(), stamp(*c.At), c.Seq)
	if c.Restore != nil {
		line += ", from " + stamp(*c.Restore)
	}
	if len(c.Refs) > 0 {
		line += ", citing " + refList(c.Refs)
	}
	return line
}

// checksPart tells the exit criteria of the phases and the items of the checklists: those that
// are asked now, and what was ticked or left before.
func checksPart(v View, r Reader) Part {
	return r.checkPart("checks", "exit criteria and checklists", func() []checkShown { return v.state.checksOnRecord(r.Now) })
}

// gatePart tells the questions of the recovery gate once it must be answered, and answers of
// before.
func gatePart(v View, r Reader) Part {
	return r.checkPart("gate", "recovery gate", func() []checkShown { return v.state.gateOnRecord(r.Now) })
}

func (r Reader) checkPart(key, heading string, all func() []checkShown) Part {
	return list[checkShown]{
		label: key, heading: heading, key: key, all: lazily(all),
		tone:  toneBy(func(c checkShown) bool { return c.Late }, ToneDanger, ToneText),
		line:  func(c checkShown) string { return c.text(r.Stamp) },
		said:  checkShown.said,
		value: func(c checkShown) any { return c },
	}.part()
}
