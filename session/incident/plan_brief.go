package incident

import (
	"slices"
	"strings"
	"time"
)

// clocksPart keeps the place of the clocks.
func clocksPart(View, Reader) Part {
	return single("clocks", ToneText, "", Field{"clocks", []struct{}{}})
}

// playbookPart tells which playbook the incident took, who keeps it, and whether its review
// is overdue.
func playbookPart(v View, r Reader) Part {
	book := v.Playbook()
	if book == nil {
		return single("playbook", ToneText, "", Field{"playbook", ""}, Field{"playbook_kept", nil}).quiet()
	}
	tone := ToneText
	if book.Stale(r.Now) {
		tone = ToneWarn
	}
	name := book.Name + " " + book.Version
	return single("playbook", tone, name+", "+book.Kept(r.Now), Field{"playbook", name}, Field{"playbook_kept", playbookShown{
		book.Owner, book.Edition, book.ApprovedBy, instant(book.Reviewed), instant(book.LastDrilled), book.Stale(r.Now),
	}}).quiet()
}

// playbookShown is who keeps a playbook, and when it was last looked at.
type playbookShown struct {
	Owner       string     `json:"owner"`
	Edition     string     `json:"version"`
	ApprovedBy  string     `json:"approved_by"`
	Reviewed    *time.Time `json:"reviewed"`
	LastDrilled *time.Time `json:"last_drilled"`
	Stale       bool       `json:"stale"`
}

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
}

func showCheck(key, text string, met bool, tick Tick) checkShown {
	return checkShown{
		Key: key, Text: text, Met: met && !tick.NotNeeded, By: tick.By, Note: tick.Note,
		Refs: listOf(tick.Refs), NotNeeded: tick.NotNeeded, For: tick.For,
	}
}

// text returns the check with what came of it before its text.
func (c checkShown) text() string {
	is := "open"
	switch who := (Tick{By: c.By, For: c.For}).Who(); {
	case c.Lapsed != "":
		is = "open again: " + c.Lapsed + ", which " + who + " cited"
	case c.NotNeeded:
		is = "not needed, by " + who
	case c.Met:
		is = "met, by " + who
	}
	line := c.Key + " " + is
	for _, ref := range c.Refs {
		line += " " + ref.String()
	}
	return withReason(line+": "+c.Text+becauseOf(c.Because), c.Note)
}

// lapsed returns the check with why its tick counts no more.
func (c checkShown) lapsed(why string) checkShown {
	c.Lapsed = why
	return c
}

// asked returns the check with what made the playbook ask for it.
func (c checkShown) asked(because ...string) checkShown {
	c.Because = strings.Join(slices.DeleteFunc(because, func(why string) bool { return why == "" }), " and ")
	return c
}

// checksPart tells the exit criteria of the phase and the lines of the open checklists.
func checksPart(v View, r Reader) Part {
	return checkPart("checks", "exit criteria and checklists", func() (all []checkShown) {
		for _, c := range v.Criteria(r.Now) {
			all = append(all, showCheck(c.Rule.Key, c.Rule.Text+forTeam(c.Rule.Team), c.Met, c.Tick).lapsed(c.Lapsed).asked(c.Because))
		}
		for _, open := range v.OpenChecklists(r.Now) {
			for _, item := range open.Items {
				all = append(all, showCheck(item.Key, item.Text+forTeam(item.Team), item.Met, item.Tick).lapsed(item.Lapsed).asked(open.Because, item.Because))
			}
		}
		return all
	})
}

// gatePart tells the questions of the recovery gate, while it must be answered.
func gatePart(v View, r Reader) Part {
	return checkPart("gate", "recovery gate", func() (all []checkShown) {
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

func checkPart(key, heading string, all func() []checkShown) Part {
	return list[checkShown]{
		label: key, heading: heading, key: key, all: lazily(all),
		line: checkShown.text, value: func(c checkShown) any { return c },
	}.part()
}

type missingShown struct {
	What string `json:"what"`
	Key  string `json:"key"`
	Ref  string `json:"ref"`
	Do   string `json:"do"`
}

// outstandingPart tells what must be settled before closing.
func outstandingPart(v View, r Reader) Part {
	left := func() []Blocker {
		left, _ := v.CloseBlockers(r.Now)
		return left
	}
	return list[Blocker]{
		label: "to settle", heading: "settle before closing", key: "outstanding", all: lazily(left),
		seq:   func(m Blocker) uint64 { return m.Seq },
		line:  func(m Blocker) string { return m.What + "  (" + m.Do + ")" },
		value: func(m Blocker) any { return missingShown{m.What, m.Key, m.Ref.String(), m.Do} },
	}.part()
}
