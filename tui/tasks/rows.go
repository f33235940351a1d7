package tasks

import (
	"strconv"
	"time"

	"github.com/charmbracelet/x/ansi"

	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/paint"
	"warroom/tui/pane"
)

// rows returns a function for each line of the panel, which draws it when it is
// visible, and how many proposals and decisions wait.
func (l Look) rows(v incident.View, tasks []*incident.Task) (lines []func() paint.Row, undecided int) {
	for _, t := range tasks {
		lines = append(lines, func() paint.Row { return l.drawTask(v, t) })
	}
	for p := range v.Proposals() {
		if p.Open() {
			undecided++
			lines = append(lines, func() paint.Row { return l.drawProposal(p) })
			lines = append(lines, l.objections(v, p)...)
		}
	}
	for _, d := range v.Pending() {
		undecided++
		lines = append(lines, func() paint.Row { return l.drawDecision(d) })
	}
	if len(lines) == 0 {
		lines = append(lines, l.drawEmpty)
	}
	return lines, undecided
}

func (l Look) drawEmpty() paint.Row {
	return paint.NewRow(l.Theme.Paint(themes.Hint, ansi.Truncate(" nothing is open: /task, /propose TEXT", l.Width, "…")))
}

const (
	numberWidth = 3  // longer numbers aren't aligned
	nameWidth   = 5  // nor longer names
	narrow      = 30 // a panel that has no room for the name of a vacant role
)

// drawTask draws a sign, the number, the assignee, the text, and the time left.
func (l Look) drawTask(v incident.View, t *incident.Task) paint.Row {
	sign, ink := " ", themes.Text
	doer := v.Assignee(t)
	if l.Me != "" && doer == l.Me {
		sign, ink = l.Theme.Paint(themes.Mention, themes.Mention.Sign()), themes.Strong
	}
	who := l.assignee(t, doer)
	left, urge := timeLeft(t, l.Now)
	return l.layOut(sign, t.Ref(), who, l.Theme.Paint(ink, incident.CleanLine(t.Text)), l.Theme.Paint(urge, left))
}

// assignee returns the person who must do a task, or a warning if its role is
// vacant. A "?" follows the name until the person acknowledges the task.
func (l Look) assignee(t *incident.Task, doer string) string {
	switch {
	case doer == "" && l.Width < narrow:
		return l.Theme.Paint(themes.Warn, "none!")
	case doer == "":
		return l.Theme.Paint(themes.Warn, t.Role.Short()+" none!")
	case t.Unacknowledged():
		doer += "?"
	}
	return l.Theme.Paint(themes.OtherName, pane.Pad(doer, nameWidth))
}

// drawProposal draws an open proposal, and how many people support it.
func (l Look) drawProposal(p *incident.Proposal) paint.Row {
	support := ""
	if n := len(p.Supporters); n > 0 {
		support = l.Theme.Paint(themes.Muted, "+"+strconv.Itoa(n))
	}
	who := l.Theme.Paint(themes.OtherName, pane.Pad(p.By, nameWidth))
	return l.layOut(" ", incident.Ref{Kind: incident.RefProposal, N: p.N}, who, incident.CleanLine(p.Text)+l.Theme.Paint(themes.Warn, " ?"), support)
}

// objections returns the lines of objections to a proposal that nobody has
// answered.
func (l Look) objections(v incident.View, p *incident.Proposal) (lines []func() paint.Row) {
	for o := range v.Objections(p) {
		if o.Answer == "" {
			lines = append(lines, func() paint.Row {
				text := "     " + l.Theme.Paint(themes.Warn, "! "+o.By+" objects: ") + incident.CleanLine(o.Why)
				return paint.NewRow(ansi.Truncate(text, l.Width, "…"))
			})
		}
	}
	return lines
}

// drawDecision draws a pending decision, and whose key it waits for.
func (l Look) drawDecision(d *incident.Decision) paint.Row {
	who := l.Theme.Paint(themes.Warn, d.WaitsFor()+":")
	return l.layOut(" ", incident.Ref{Kind: incident.RefDecision, N: d.N}, who, d.Subject(l.when), "")
}

// when formats the end of a trade-off.
func (l Look) when(at time.Time) string { return pane.When(at, l.Zone, l.Today) }

// layOut joins a sign, a number, a name, a text, and a mark at the right end.
// The text is cut if there is no room for it; the mark isn't.
func (l Look) layOut(sign string, ref incident.Ref, who, text, mark string) paint.Row {
	head := sign + l.Theme.Paint(themes.Muted, pane.Pad(ref.String(), numberWidth)) + " " + who + " "
	room := l.Width - paint.Width(head)
	if mark != "" {
		room -= paint.Width(mark) + 2
		mark = " " + mark + " "
	}
	return paint.NewRow(head + pane.Pad(ansi.Truncate(text, max(room, 0), "…"), room) + mark)
}
