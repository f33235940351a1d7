package tui

import (
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"warroom/session/incident"
	"warroom/tui/input"
)

// burst is lines that came one after another without a pause: typed ahead, or
// pasted by a terminal that doesn't mark a paste. Their person can't have seen
// what became of one before they gave the next, so a refused line isn't
// continued by what follows: it goes into the history.
type burst struct {
	id    uint64
	open  bool     // no pause came since its last enter
	more  bool     // keys follow in the same read
	stuck string   // the refused line at the prompt, "" if none
	lines int      // that were given
	kept  []string // those that were refused and kept
	why   string   // the first of them was refused
}

// bringsBack ends the notice of a refused line that isn't at the prompt.
const bringsBack = " (the up key brings the line back)"

// beginLine counts a line that is given by enter.
func (r *Root) beginLine() {
	b := &r.burst
	if !b.open {
		*b = burst{id: b.id + 1, more: b.more}
	}
	b.open, b.stuck = true, ""
	b.lines++
}

// refuseLine shows why a line was not sent. It stays at the prompt, to be
// mended; if more keys came meanwhile, they clear it: see releaseStuck.
func (r *Root) refuseLine(line string, err error) {
	r.showError(err)
	r.burst.stuck = line
	if len(r.burst.kept) == 0 {
		r.burst.why = reason(err)
	}
	if r.burst.more {
		r.releaseStuck()
	}
}

// releaseStuck keeps the refused line at the prompt, and empties the prompt.
func (r *Root) releaseStuck() {
	b := &r.burst
	if b.stuck != "" && b.stuck == r.prompt.Text() {
		b.kept = append(b.kept, b.stuck)
		r.prompt = r.prompt.Remember(b.stuck)
		r.notice.text += bringsBack
	}
	b.stuck = ""
}

// lateRefusal counts a line of a burst that the bridge refused.
func (r *Root) lateRefusal(l queuedCommand, err error) {
	b := &r.burst
	if len(b.kept) == 0 {
		b.why = reason(err)
	}
	b.kept = append(b.kept, l.line)
	if !b.open {
		r.prompt = r.prompt.Keep(l.line)
		r.reportBurst()
	}
}

// onQuiet ends a burst: what was kept of it is the newest of the history, and
// is said. A refused last line stays at the prompt.
func (r *Root) onQuiet() {
	b := &r.burst
	if !b.open {
		return
	}
	b.open = false
	for _, line := range b.kept {
		r.prompt = r.prompt.Keep(line)
	}
	if r.bridge != nil && b.lines > 1 && (len(b.kept) > 0 || b.stuck != "") {
		r.reportBurst()
	}
}

// reportBurst says how many lines of a burst were sent, and where the others
// are.
func (r *Root) reportBurst() {
	b := &r.burst
	refused, where := len(b.kept), "kept in the prompt's history"
	first := b.stuck
	if refused == 0 {
		where = "waits at the prompt"
	} else {
		first = b.kept[0]
	}
	if b.stuck != "" {
		refused++
	}
	first = "\"" + ansi.Truncate(incident.CleanLine(first), 40, "…") + "\""
	if refused > 1 {
		first += fmt.Sprintf(" and %d more", refused-1)
	}
	r.notice = warning(fmt.Sprintf("%d of %d sent; %s %s: %s", b.lines-refused, b.lines, first, where, b.why))
}

// onKeys handles keys that arrived together. If they hold a whole line and more,
// they are no continuation of a refused line at the prompt.
func (r *Root) onKeys(keys input.Keys) tea.Cmd {
	if r.keysPress() {
		if text, ok := r.pastedText(keys); ok {
			return r.onInput(tea.PasteMsg{Content: text})
		}
	}
	cmds := make([]tea.Cmd, 0, len(keys))
	last := len(keys) - 1
	for i, k := range keys {
		if i < last && input.EndsLine(k) && !r.burst.open {
			r.burst.open = r.burst.stuck != ""
		}
	}
	for i, k := range keys {
		r.burst.more = i < last
		if cmd := r.onInput(k); cmd != nil {
			cmds = append(cmds, cmd)
		}
	}
	r.burst.more = false
	return tea.Batch(cmds...)
}

// keysPress reports whether keys act on what is shown, where they don't write a text.
func (r *Root) keysPress() bool {
	switch {
	case r.loading() || r.overlay.isOpen():
		return false
	case r.bridge == nil:
		return r.lobby.prompt == nil
	}
	return !r.bridge.typing
}

// minPasted is how many signs that arrive at once are a text, if a blank is among them.
// Nobody presses so many keys while a list is in front of them.
const minPasted = 8

// pastedText returns the text of keys that came at once, if they are a paste without
// marks. Keys that begin with the one that goes to the prompt were typed ahead.
func (r *Root) pastedText(keys input.Keys) (text string, ok bool) {
	if key.Matches(keys[0], r.keys.Bridge.Type, r.keys.Lobby.Type) {
		return "", false
	}
	var b strings.Builder
	for _, k := range keys {
		switch {
		case k.Text != "":
			b.WriteString(k.Text)
		case input.EndsLine(k):
			b.WriteByte('\n')
		case k.String() == "tab":
			b.WriteByte('\t')
		default:
			return "", false
		}
	}
	text = b.String()
	return text, len(text) >= minPasted && strings.Contains(strings.TrimSpace(text), " ")
}

// hasForm reports whether a line would open a form.
func (r *Root) hasForm(line string) bool {
	_, ok := r.formFor(line)
	return ok
}

// takesKeyboard reports whether a line opens something that the keys behind it
// would go to.
func takesKeyboard(line string) bool {
	switch strings.ToLower(strings.TrimSpace(line)) {
	case "/help", "/board", "/brief", "/lobby", "/quit":
		return true
	}
	return false
}
