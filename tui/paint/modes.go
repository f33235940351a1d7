package paint

import (
	"strconv"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// maxTitle bounds a window title, in bytes.
const maxTitle = 128

// Modes are the terminal modes that a frame wants. The zero value leaves the
// terminal as it was found.
type Modes struct {
	AltScreen bool
	Paste     bool // bracketed
	Focus     bool // reports of it
	Mouse     tea.MouseMode
	Keyboard  int    // flags of the Kitty keyboard protocol; 0 leaves the keyboard alone
	Title     string // of the window; "" leaves the one it had
}

// enhancement pairs Bubble Tea's name of a keyboard enhancement with its flag.
type enhancement struct {
	flag int
	on   *bool
}

// enhancements lists those of k. Telling keys apart is not among them: it is
// always asked for, as Bubble Tea does.
func enhancements(k *tea.KeyboardEnhancements) [4]enhancement {
	return [...]enhancement{
		{ansi.KittyReportEventTypes, &k.ReportEventTypes},
		{ansi.KittyReportAlternateKeys, &k.ReportAlternateKeys},
		{ansi.KittyReportAllKeysAsEscapeCodes, &k.ReportAllKeysAsEscapeCodes},
		{ansi.KittyReportAssociatedKeys, &k.ReportAssociatedText},
	}
}

// ModesOf returns the modes that a Bubble Tea view wants. Terminal colours,
// progress bar and program status are left out: a shared room sets none.
func ModesOf(v tea.View) Modes {
	m := Modes{
		AltScreen: v.AltScreen,
		Paste:     !v.DisableBracketedPasteMode,
		Focus:     v.ReportFocus,
		Mouse:     v.MouseMode,
		Keyboard:  ansi.KittyDisambiguateEscapeCodes,
		Title:     v.WindowTitle,
	}
	for _, e := range enhancements(&v.KeyboardEnhancements) {
		if *e.on {
			m.Keyboard |= e.flag
		}
	}
	return m
}

// put sets the modes on a view.
func (m Modes) put(v *tea.View) {
	v.AltScreen, v.ReportFocus, v.MouseMode, v.WindowTitle = m.AltScreen, m.Focus, m.Mouse, m.Title
	v.DisableBracketedPasteMode = !m.Paste
	for _, e := range enhancements(&v.KeyboardEnhancements) {
		*e.on = m.Keyboard&e.flag != 0
	}
}

// forgotten returns the modes to assume if the terminal may have lost them:
// those that can be set again without harm count as off.
func (m Modes) forgotten() Modes {
	return Modes{AltScreen: m.AltScreen, Keyboard: m.Keyboard, Title: m.Title}
}

// change appends the sequences that take a terminal from the modes old to m.
// The keyboard is released before the screens change and taken after, since
// terminals keep one setting a screen.
func (m Modes) change(p *pen, old Modes) {
	if m == old {
		return
	}
	if m.AltScreen != old.AltScreen {
		keyboard(p, old.Keyboard, 0)
		p.add(choose(m.AltScreen, ansi.SetModeAltScreenSaveCursor, ansi.ResetModeAltScreenSaveCursor))
		old.Keyboard = 0
	}
	keyboard(p, old.Keyboard, m.Keyboard)
	if m.Paste != old.Paste {
		p.add(choose(m.Paste, ansi.SetModeBracketedPaste, ansi.ResetModeBracketedPaste))
	}
	if m.Focus != old.Focus {
		p.add(choose(m.Focus, ansi.SetModeFocusEvent, ansi.ResetModeFocusEvent))
	}
	if m.Mouse != old.Mouse {
		mouse(p, m.Mouse, old.Mouse)
	}
	if m.Title != old.Title {
		title(p, m.Title, old.Title)
	}
}

func choose(on bool, set, unset string) string {
	if on {
		return set
	}
	return unset
}

// keyboard pushes our flags on the terminal's stack, changes them in place, or
// pops them. xterm's own way of telling keys apart goes with them.
func keyboard(p *pen, old, flags int) {
	switch {
	case flags == old:
	case old == 0:
		p.add(ansi.SetModifyOtherKeys2)
		p.add(ansi.PushKittyKeyboard(flags))
	case flags == 0:
		p.add(ansi.ResetModifyOtherKeys)
		p.add(ansi.PopKittyKeyboard(1))
	default:
		p.add(ansi.KittyKeyboard(flags, 1))
	}
}

func mouse(p *pen, m, old tea.MouseMode) {
	if old != tea.MouseModeNone {
		p.add(ansi.ResetModeMouseButtonEvent + ansi.ResetModeMouseAnyEvent + ansi.ResetModeMouseExtSgr)
	}
	switch m {
	case tea.MouseModeCellMotion:
		p.add(ansi.SetModeMouseButtonEvent + ansi.SetModeMouseExtSgr)
	case tea.MouseModeAllMotion:
		p.add(ansi.SetModeMouseAnyEvent + ansi.SetModeMouseExtSgr)
	}
}

// title keeps the earlier title on the terminal's own stack (XTWINOPS 22 and
// 23). If a terminal has no such stack, the title ends up empty.
func title(p *pen, title, old string) {
	if old == "" {
		p.csi('t', 22, 2)
	}
	p.add(ansi.SetWindowTitle(plain(title, maxTitle)))
	if title == "" {
		p.csi('t', 23, 2)
	}
}

// plain returns text of at most n bytes that may be inside a sequence: it makes
// everything visible that isn't printable.
func plain(text string, n int) string {
	text, _ = reveal(text, printable)
	for i := range text {
		if i > n {
			return text[:i]
		}
	}
	return text
}

// cursorStyle returns the number of a cursor for DECSCUSR.
func cursorStyle(c *Cursor) int {
	style := int(c.Shape)*2 + 1
	if !c.Blink {
		style++
	}
	return style
}

// setCursorStyle returns DECSCUSR; style 0 is the terminal's own.
func setCursorStyle(style int) string { return "\x1b[" + strconv.Itoa(style) + " q" }
