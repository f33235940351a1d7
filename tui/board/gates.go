package board

import (
	"fmt"
	"strings"

	"warroom/session/incident"
	"warroom/themes"
)

// gates returns the section of conditions: for closing, for leaving the phase,
// on checklists, and for recovery.
func gates() section {
	return section{
		timed:   true,
		name:    "GATES",
		columns: []column{{"", 3}, {"no", 20}, {"what", 0}},
		empty:   "no playbook asks for anything here",
		items: func(v incident.View, l Look) []item {
			items := append(l.blockers(v), l.criteria(v)...)
			for _, list := range v.OpenChecklists(l.Now) {
				items = append(items, l.checklist(list)...)
			}
			return append(append(items, l.recovery(v)...), l.playbook(v)...)
		},
	}
}

// heading returns the item above a group.
func (l Look) heading(name, what string) item {
	return item{
		cells: func() []string {
			return []string{"", l.Theme.Paint(themes.Strong, name), l.Theme.Paint(themes.Strong, what)}
		},
		details: func() string { return what },
	}
}

// blockers returns the tasks and decisions that block closing.
func (l Look) blockers(v incident.View) []item {
	left, hidden := v.CloseBlockers(l.Now)
	items := []item{l.heading("TO CLOSE", fmt.Sprintf("%d open, here and below", len(left)+hidden))}
	for _, m := range left {
		if m.Ref.N > 0 || m.System {
			one := textItem(m.Do+" settles it", "[ ]", m.Name(), strings.TrimLeft(strings.TrimPrefix(m.What, m.Name()), ", "))
			one.Do, one.Seq = begun(m.Do), m.Seq
			items = append(items, one)
		}
	}
	if hidden > 0 {
		items = append(items, textItem("", "[ ]", "", fmt.Sprintf("%d that you may not see", hidden)))
	}
	return items
}

func (l Look) criteria(v incident.View) (items []item) {
	criteria := v.Criteria(l.Now)
	if len(criteria) == 0 {
		return nil
	}
	items = append(items, l.heading("TO LEAVE", "the phase "+v.Phase().String()))
	for _, c := range criteria {
		items = append(items, l.asked(c.Rule.Key, forRole(c.Rule.Role), c.Asked(), c.CheckState, c.Rule.Wants))
	}
	return items
}

// forRole says before a text whose it is, "" for anyone's.
func forRole(role *incident.Role) string {
	if role == nil {
		return ""
	}
	return role.Short() + ": "
}

func (l Look) checklist(list incident.OpenChecklist) []item {
	met, left := 0, 0
	var items []item
	for _, i := range list.Items {
		switch {
		case i.Met:
			met++
		case i.Settled():
			left++
		}
		items = append(items, l.asked(i.Key, forRole(&i.Role), i.Asked(), i.CheckState, i.Wants))
	}
	count := fmt.Sprintf("%s, %d of %d", list.Heading(), met, len(list.Items))
	if left > 0 {
		count += fmt.Sprintf(", %d not needed", left)
	}
	head := l.heading("CHECKLIST", count)
	return append([]item{head}, items...)
}

// playbook returns whose plan this is.
func (l Look) playbook(v incident.View) []item {
	book := v.Playbook()
	if book == nil {
		return nil
	}
	return []item{l.heading("PLAYBOOK", book.Name+", "+book.Kept(l.Now))}
}

func (l Look) recovery(v incident.View) []item {
	gate, open := v.Gate(l.Now)
	what := "asked after triage"
	if v.GateApplies() {
		what = fmt.Sprintf("%d open", open)
	}
	items := []item{l.heading("RECOVERY GATE", what)}
	for _, q := range gate {
		items = append(items, l.check(q.Key, q.Question, q.Tick, q.Answered, q.Do))
	}
	return items
}

// begun returns a line without the words at its end that stand for what the person types,
// as REF and WHY.
func begun(do string) string {
	words := strings.Fields(do)
	for n := len(words); n > 0 && strings.Trim(words[n-1], "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""; n-- {
		words = words[:n-1]
	}
	return strings.Join(words, " ")
}

// asked returns the item of a criterion, or of a line of a list: with its time, until it is
// settled.
func (l Look) asked(key, role, text string, is incident.CheckState, wants incident.Wanted) item {
	switch {
	case is.Settled() && is.Tick.For != "":
		role = "" // who ticked it stands with it
	case is.Settled() || is.Due.IsZero():
	case is.Late:
		role += l.Theme.Paint(themes.Danger, "LATE "+elapsedText(l.Now.Sub(is.Due))) + ", "
	default:
		role += "by " + l.when(is.Due) + ", "
	}
	return l.check(key, role+text, is.Tick, is.Settled(), wants.Line(key))
}

// check returns an item that someone must check: with the person who did or said that it
// isn't needed, or with the line that does.
func (l Look) check(key, text string, t incident.Tick, settled bool, do string) item {
	if !settled {
		one := textItem(do+" settles it", "[ ]", key, text)
		one.Do = begun(do)
		return one
	}
	var refs []string
	for _, r := range t.Refs {
		refs = append(refs, r.String())
	}
	more := fmt.Sprintf("%s at %s: %s %s", t.Who(), l.when(t.At), strings.Join(refs, " "), t.Note)
	mark := l.Theme.Paint(themes.Good, "[x]")
	if t.NotNeeded {
		mark, more = l.Theme.Paint(themes.Muted, "[-]"), "not needed, says "+more
	}
	if t.For != "" {
		text = "by " + t.Who() + ": " + text
	}
	one := textItem(more, mark, key, text)
	one.Seq = t.Seq
	return one
}
