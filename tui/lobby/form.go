package lobby

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"warroom/keys"
	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/paint"
	"warroom/tui/prompt"
)

// field is one of the form's.
type field uint8

const (
	title field = iota
	severity
	drill

	fields // how many there are
)

// Form asks for what a declaration needs.
type Form struct {
	title    prompt.Line
	severity incident.Severity
	drill    bool
	at       field
}

// NewForm is an empty form: SEV3, no drill.
func NewForm() Form { return Form{severity: incident.SEV3} }

// Declaration is what the form asks for.
func (f Form) Declaration() incident.Declare {
	return incident.Declare{Title: f.title.Text(), Severity: f.severity, Drill: f.drill}
}

// Paste puts pasted text into the title.
func (f Form) Paste(text string) (Form, error) {
	line, err := f.title.Insert(incident.CleanLine(strings.TrimSpace(text)))
	f.title, f.at = line, title
	return f, err
}

// Press takes in a key. The error is an incident.Refusal.
func (f Form) Press(k tea.KeyPressMsg, bound keys.Modal) (Form, error) {
	switch {
	case key.Matches(k, bound.Next), k.String() == "down":
		f.at = (f.at + 1) % fields
		return f, nil
	case key.Matches(k, bound.Previous), k.String() == "up":
		f.at = (f.at + fields - 1) % fields
		return f, nil
	}
	switch f.at {
	case severity:
		f.severity = pickSeverity(f.severity, k.String())
	case drill:
		f.drill = pickDrill(f.drill, k.String())
	default:
		line, _, err := f.title.Press(k)
		f.title = line
		return f, err
	}
	return f, nil
}

// pickSeverity goes by a digit, or worse to the left and better to the right.
func pickSeverity(s incident.Severity, key string) incident.Severity {
	switch key {
	case "left", "h":
		return max(s-1, incident.SEV1)
	case "right", "l", "space":
		return min(s+1, incident.SEV5)
	}
	if to, err := incident.ParseSeverity(key); err == nil {
		return to
	}
	return s
}

func pickDrill(on bool, key string) bool {
	switch key {
	case "y":
		return true
	case "n":
		return false
	case "space", "left", "right":
		return !on
	}
	return on
}

// View draws the form and says where the cursor stands.
func (f Form) View(l Look) (rows []paint.Row, x, y int) {
	const indent = "  "
	shown, cursor := f.title.Window(max(l.Width-14, 2))
	yes := "no"
	if f.drill {
		yes = "yes: marked " + themes.Drill.Sign() + " on every screen"
	}
	lines := []string{
		indent + l.Theme.Paint(themes.Strong, "DECLARE AN INCIDENT"),
		"",
		l.field(f.at == title, "title", shown),
		l.field(f.at == severity, "severity", f.severity.String()+" "+f.severity.Word()),
		l.field(f.at == drill, "drill", yes),
		"",
		indent + l.Theme.Paint(themes.Hint, f.hint()),
		indent + l.Theme.Paint(themes.Hint, "enter declares, tab goes to the next field, esc back"),
	}
	rows = make([]paint.Row, l.Height)
	for i := range rows {
		text := ""
		if i < len(lines) {
			text = lines[i]
		}
		rows[i] = paint.NewRow(ansi.Truncate(text, l.Width, "")).Fit(l.Width)
	}
	x = 12
	if f.at == title {
		x += cursor
	}
	return rows, min(x, max(l.Width-1, 0)), min(2+int(f.at), max(l.Height-1, 0))
}

func (f Form) hint() string {
	return [fields]string{
		title:    "what is wrong, in a few words",
		severity: "1 critical, 2 major, 3 moderate, 4 minor, 5 notice: press the digit",
		drill:    "space changes it",
	}[f.at]
}

func (l Look) field(active bool, name, value string) string {
	if active {
		return l.Theme.Paint(themes.Accent, themes.Selection.Sign()+" "+name) + strings.Repeat(" ", 10-len(name)) + value
	}
	return "  " + l.Theme.Paint(themes.Muted, name) + strings.Repeat(" ", 10-len(name)) + value
}
