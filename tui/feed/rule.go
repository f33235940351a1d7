package feed

import (
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/paint"
	"warroom/tui/pane"
)

// addRules puts rules above a block if its day differs from that of the entry
// before it, or if its unread entries begin there. It returns how many rows the
// rules take. A nil prev means that the block is the first.
func (r *reader) addRules(b *block, prev *incident.Entry) int {
	var rules []paint.Row
	day := pane.Day(b.entry.Happened(), r.look.Zone)
	if prev == nil || pane.Day(prev.Happened(), r.look.Zone) != day {
		rules = append(rules, r.drawRule(themes.Rule, day))
	}
	if r.isNew(b.entry) && (prev == nil || !r.isNew(prev)) {
		_, since, _ := r.view.Logged(r.look.Read)
		rules = append(rules, r.drawRule(themes.Unread, "unread since "+pane.Clock(since, r.look.Zone)+r.otherDay(since)))
	}
	b.rows, b.rules = slices.Concat(rules, b.rows), len(rules)
	return len(rules)
}

// otherDay returns the day of a time unless it is today: the rule with that day
// may be above the visible rows.
func (r *reader) otherDay(at time.Time) string {
	if day := pane.Day(at, r.look.Zone); r.look.Today != "" && day != r.look.Today {
		return "  " + day
	}
	return ""
}

// isNew reports whether an entry comes after the last one that was read.
func (r *reader) isNew(e *incident.Entry) bool { return r.read.Before(e.Mark()) }

// isLateNews reports whether an entry was logged after the last one that was
// read, and happened before it. The unread rule is below it.
func (r *reader) isLateNews(e *incident.Entry) bool {
	return r.look.Read > 0 && e.Seq > r.look.Read && !r.isNew(e)
}

// exhaustedBlock returns a rule that says that the search stopped.
func (r *reader) exhaustedBlock() block {
	return block{rows: []paint.Row{r.drawRule(themes.Hint, "nothing nearer: page up searches further back")}}
}

// drawRule draws a rule across the feed. Text never begins in its first column.
func (r *reader) drawRule(ink themes.Meaning, label string) paint.Row {
	text := "── " + label + " "
	text += strings.Repeat("─", max(0, r.look.Width-ansi.StringWidth(text)))
	return paint.NewRow(r.look.Theme.Paint(ink, text)).Fit(r.look.Width)
}
