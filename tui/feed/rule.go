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

// addRules puts the rules that separate a block from the entry before it (nil: it
// is the first) above it, and says how many rows they take.
func (r *reader) addRules(b *block, prev *incident.Entry) int {
	var rules []paint.Row
	day := pane.Day(b.entry.OccurredAt, r.look.Zone)
	if prev == nil || pane.Day(prev.OccurredAt, r.look.Zone) != day {
		rules = append(rules, r.drawRule(themes.Rule, day))
	}
	if r.isNew(b.entry) && (prev == nil || !r.isNew(prev)) {
		_, since, _ := r.view.Logged(r.look.Read)
		rules = append(rules, r.drawRule(themes.Unread, "unread since "+pane.Clock(since, r.look.Zone)+r.otherDay(since)))
	}
	b.rows, b.rules = slices.Concat(rules, b.rows), len(rules)
	return len(rules)
}

// otherDay is the day of a moment where that isn't today's: the rule of its day
// may stand above what is seen.
func (r *reader) otherDay(at time.Time) string {
	if day := pane.Day(at, r.look.Zone); r.look.Today != "" && day != r.look.Today {
		return "  " + day
	}
	return ""
}

// isNew reports whether an entry stands below what was read.
func (r *reader) isNew(e *incident.Entry) bool { return r.read.Before(e.Mark()) }

// isLateNews reports whether an entry was logged after what was read, and happened
// before it: the unread rule stands below it.
func (r *reader) isLateNews(e *incident.Entry) bool {
	return r.look.Read > 0 && e.Seq > r.look.Read && !r.isNew(e)
}

// exhaustedBlock says that the search for entries to show went no further.
func (r *reader) exhaustedBlock() block {
	return block{rows: []paint.Row{r.drawRule(themes.Hint, "nothing nearer: page up looks further back")}}
}

// drawRule is a rule across the feed. Text never begins in its first column.
func (r *reader) drawRule(ink themes.Meaning, label string) paint.Row {
	text := "── " + label + " "
	text += strings.Repeat("─", max(0, r.look.Width-ansi.StringWidth(text)))
	return paint.NewRow(r.look.Theme.Paint(ink, text)).Fit(r.look.Width)
}
