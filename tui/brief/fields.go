package brief

import (
	"fmt"
	"strings"

	"warroom/session/incident"
	"warroom/themes"
)

// These bound the lists in the brief.
const (
	maxVectors   = 3
	maxDecisions = 3
	maxTasks     = 4
)

// course adds the course of action and the estimate of the recovery.
func (p *page) course(b incident.Brief) {
	if c := b.Course; c != nil {
		text, ink := "until "+p.when(c.Until)+": "+c.Text, themes.Strong
		if c.Due(p.look.Now) {
			text, ink = "OVER since "+p.when(c.Until)+", /plan reviews it: "+c.Text, themes.Warn
		}
		p.field("course", text, ink)
	}
	if t := b.Estimate; t != nil {
		text, ink := "expected at "+p.when(t.To)+" by "+t.By, themes.Text
		if t.Late(p.look.Now) {
			text, ink = "LATE: was expected at "+p.when(t.To)+" by "+t.By+", /eta gives a new time", themes.Warn
		}
		if t.Why != "" {
			text += ": " + t.Why
		}
		p.field("recovery", text, ink)
	}
}

// sizeUp adds the impact and the likely vectors.
func (p *page) sizeUp(b incident.Brief) {
	if b.Impact != (incident.Impact{}) || b.Urgency != (incident.Rating{}) {
		p.field("impact", fmt.Sprintf("confidentiality %s | integrity %s | availability %s | urgency %s",
			b.Impact.Confidentiality, b.Impact.Integrity, b.Impact.Availability, b.Urgency), themes.Text)
	}
	label := "vectors"
	for _, h := range b.Hypotheses[:min(len(b.Hypotheses), maxVectors)] {
		text := fmt.Sprintf("H%d %s", h.N, h.Text)
		if h.Verdict == incident.HypothesisConfirmed {
			text += " (confirmed)"
		} else if h.Confidence > 0 {
			text += fmt.Sprintf(" (%d%%)", h.Confidence)
		}
		if h.Fix != "" {
			text += "; fix: " + h.Fix
		}
		p.field(label, text, themes.Text)
		label = ""
	}
}

// affected adds the affected systems, the mode of communication, and the
// channels that can't be trusted.
func (p *page) affected(b incident.Brief) {
	var names, channels []string
	for _, sys := range b.Systems {
		names = append(names, sys.Sheet.Name)
	}
	for _, c := range b.Untrusted {
		channels = append(channels, c.Name+" is "+c.Trust.String())
	}
	if len(names) > 0 {
		p.field("affected", strings.Join(names, ", "), themes.Text)
	}
	if b.Mode.Kind != "" {
		p.field("mode", strings.TrimSpace(b.Mode.Kind+" "+b.Mode.Link), themes.Text)
	}
	if len(channels) > 0 {
		p.field("channels", strings.Join(channels, ", ")+"!", themes.Warn)
	}
}

// decisions adds pending decisions and open proposals, and decided proposals
// with an objection that nobody has answered.
func (p *page) decisions(b incident.Brief) {
	var matters []string
	for _, d := range b.Pending {
		matters = append(matters, fmt.Sprintf("D%d %s: %s", d.N, d.WaitsFor(), d.Subject()))
	}
	var against []string
	for _, o := range b.Proposals {
		if o.Open() {
			matters = append(matters, fmt.Sprintf("P%d by %s: %s", o.N, o.By, o.Text))
		} else {
			against = append(against, fmt.Sprintf("P%d by %s (%s): %s; an objection waits: /answer P%d TEXT", o.N, o.By, o.State, o.Text, o.N))
		}
	}
	p.list("to decide", matters, maxDecisions)
	p.list("to answer", against, maxDecisions)
}

// tasks adds the tasks that are due next.
func (p *page) tasks(v incident.View, b incident.Brief) {
	var tasks []string
	for _, t := range b.Tasks {
		due := ""
		if !t.Due.IsZero() {
			due = ", due " + p.when(t.Due)
		}
		tasks = append(tasks, fmt.Sprintf("A%d %s%s: %s", t.N, v.AssigneeText(t), due, t.Text))
	}
	p.list("tasks", tasks, maxTasks)
}

// list adds the first texts of a list, and how many more there are.
func (p *page) list(label string, all []string, most int) {
	for i, text := range all[:min(len(all), most)] {
		if more := len(all) - most; i == most-1 && more > 0 {
			text += fmt.Sprintf(" (and %d more)", more)
		}
		p.field(label, text, themes.Text)
		label = ""
	}
}
