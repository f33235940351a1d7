package incident

import (
	"slices"
	"strings"
	"time"
)

// checkShown is an exit criterion of the present phase, a line of an open checklist, or a
// question of the recovery gate.
type checkShown struct {
	Key  string `json:"key"`
	Text string `json:"text"`
	Met  bool   `json:"met"`
	By   string `json:"by"`
	Note string `json:"note"`
	Refs []Ref  `json:"refs"`

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
	return checkShown{
		Key: key, Text: text, Met: met && !tick.NotNeeded, By: tick.By, Note: tick.Note,
		Refs: listOf(tick.Refs), NotNeeded: tick.NotNeeded, For: tick.For,
	}
}

func (c Criterion) shown() checkShown {
	one := showCheck(c.Rule.Key, c.Rule.Text+forTeam(c.Rule.Team), c.Met, c.Tick)
	one.Lapsed, one.Because, one.Role, one.Wants = c.Lapsed, c.Because, c.Rule.Role, c.Rule.Wants
	one.Due, one.Late = instant(c.Due), c.Late
	return one
}

// shown returns the item of a list that something made apply.
func (i ListItem) shown(list string) checkShown {
	one := showCheck(i.Key, i.Text+forTeam(i.Team), i.Met, i.Tick)
	one.Lapsed, one.Role, one.Wants = i.Lapsed, &i.Role, i.Wants
	one.Due, one.Late = instant(i.Due), i.Late
	one.Because = strings.Join(slices.DeleteFunc([]string{list, i.Because}, func(why string) bool { return why == "" }), " and ")
	return one
}

// text returns the check with what came of it before its text.
func (c checkShown) text(stamp func(time.Time) string) string {
	is := c.open(stamp, "open")
	switch who := (Tick{By: c.By, For: c.For}).Who(); {
	case c.Lapsed != "":
		is = c.open(stamp, "open again: "+c.Lapsed+", which "+who+" cited")
	case c.NotNeeded:
		is = "not needed, by " + who
	case c.Met:
		is = "met, by " + who
	}
	if c.Lapsed == "" {
		for _, ref := range c.Refs {
			is += " " + ref.String()
		}
	}
	return withReason(c.Key+" "+is+": "+c.Text+becauseOf(c.Because), c.Note)
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

// checksPart tells the exit criteria of the phase and the lines of the open checklists.
func checksPart(v View, r Reader) Part {
	return r.checkPart("checks", "exit criteria and checklists", func() (all []checkShown) {
		for _, c := range v.Criteria(r.Now) {
			all = append(all, c.shown())
		}
		for _, open := range v.OpenChecklists(r.Now) {
			for _, item := range open.Items {
				all = append(all, item.shown(open.Because))
			}
		}
		return all
	})
}

// gatePart tells the questions of the recovery gate, while it must be answered.
func gatePart(v View, r Reader) Part {
	return r.checkPart("gate", "recovery gate", func() (all []checkShown) {
		if !v.GateApplies() {
			return nil
		}
		gate, _ := v.Gate(r.Now)
		for _, q := range gate {
			all = append(all, showCheck(q.Key, q.Question, q.Answered, q.Tick))
		}
		return all
	})
}

func (r Reader) checkPart(key, heading string, all func() []checkShown) Part {
	return list[checkShown]{
		label: key, heading: heading, key: key, all: lazily(all),
		tone: toneBy(func(c checkShown) bool { return c.Late }, ToneDanger, ToneText),
		line: func(c checkShown) string { return c.text(r.Stamp) }, value: func(c checkShown) any { return c },
	}.part()
}
