package board

import (
	"fmt"

	"warroom/session/incident"
	"warroom/themes"
)

// course returns the section of what lies ahead: the present course of action, the estimate
// of the recovery, then those before them, the newest first.
func course() section {
	return section{
		name:    "COURSE",
		timed:   true,
		columns: []column{{"what", 9}, {"is", 19}, {"by", 9}, {"", 0}},
		empty:   "nothing is planned: /plan TEXT until TIME, /eta TIME WHY",
		items: func(v incident.View, l Look) (items []item) {
			var before []item
			for c := range v.CoursesOfAction() {
				if c == v.CourseOfAction() {
					items = append(items, l.action(c))
				} else {
					before = append(before, l.pastAction(c))
				}
			}
			for t := range v.Estimates() {
				if t == v.Estimate() {
					items = append(items, l.estimate(t))
				} else {
					before = append(before, l.pastEstimate(t))
				}
			}
			for h := range v.Hypotheses() {
				if h.Fix != "" || v.FixLate(h, l.Now) {
					items = append(items, l.fix(v, h))
				}
			}
			for h := range v.Hunts() {
				items = append(items, l.hunt(v, h))
			}
			for s := range v.Sweeps() {
				items = append(items, textItem(s.Hunt.Question, "sweep", s.State(), s.Hunt.Answerer, s.Indicator.Name()+" on "+s.Asset.Name()))
			}
			return append(items, before...)
		},
	}
}

func (l Look) action(c *incident.CourseOfAction) item {
	is := "until " + l.when(c.Until)
	if c.Due(l.Now) {
		is = l.Theme.Paint(themes.Warn, "OVER "+l.when(c.Until))
	}
	one := textItem(fmt.Sprintf("the course of action, set at %s; /plan until TIME goes on with it", l.when(c.At)), "course", is, c.By, c.Text)
	one.Seq = c.Seq
	return one
}

// fix returns how far the fix of a hypothesis is.
func (l Look) fix(v incident.View, h *incident.Hypothesis) item {
	is, text := h.Progress.State.String(), h.Fix
	switch late := v.FixLate(h, l.Now); {
	case h.Progress.State == incident.FixFailed:
		is = l.Theme.Paint(themes.Danger, "FAILED")
	case late && h.Fix == "":
		is, text = l.Theme.Paint(themes.Warn, "LATE, none named"), h.Text
	case late:
		is = l.Theme.Paint(themes.Warn, is+", LATE")
	case !v.FixDue(h).IsZero() && h.Progress.State != incident.FixWorked:
		is += ", " + l.when(v.FixDue(h))
	}
	more := "of H" + fmt.Sprint(h.N) + ": " + h.Text
	if standing := v.FixStanding(h, l.Now, l.when); standing != "" {
		more = standing + "\n" + more
	}
	if h.Fallback != "" {
		more += "\nfallback: " + h.Fallback
	}
	one := textItem(more, fmt.Sprintf("fix H%d", h.N), is, h.Progress.Owner, text)
	one.Seq = h.Seq
	return one
}

// hunt returns a question with what came of it.
func (l Look) hunt(v incident.View, h *incident.Hunt) item {
	is := h.State.String()
	if h.State == incident.HuntOpen {
		is = l.Theme.Paint(themes.Warn, is)
	}
	more := h.Where
	for _, r := range h.Found {
		more += " " + r.String()
	}
	for _, a := range v.HuntedOver(h) {
		more += "\nover " + a.Name()
	}
	one := textItem(more, ref(incident.RefHunt, h.N), is, h.Hunter, h.Question)
	if one.Seq = h.Seq; h.State == incident.HuntOpen {
		one.Do = "/hunt " + ref(incident.RefHunt, h.N)
	}
	return one
}

func (l Look) pastAction(c *incident.CourseOfAction) item {
	one := textItem("a course of action before, set at "+l.when(c.At), l.Theme.Paint(themes.Muted, "course"), l.Theme.Paint(themes.Muted, "was, to "+l.when(c.Until)), c.By, c.Text)
	one.Seq = c.Seq
	return one
}

func (l Look) estimate(t *incident.Estimate) item {
	is := l.when(t.To)
	if t.Late(l.Now) {
		is = l.Theme.Paint(themes.Warn, "LATE "+is)
	}
	one := textItem("the recovery is expected then, said at "+l.when(t.At), "recovery", is, t.By, t.Why)
	one.Seq = t.Seq
	return one
}

func (l Look) pastEstimate(t *incident.Estimate) item {
	is := "was " + l.when(t.To)
	if t.To.IsZero() {
		is = "no estimate"
	}
	one := textItem("an estimate before, said at "+l.when(t.At), l.Theme.Paint(themes.Muted, "recovery"), l.Theme.Paint(themes.Muted, is), t.By, t.Why)
	one.Seq = t.Seq
	return one
}
