package paint

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

var (
	modeSequence  = regexp.MustCompile(`\x1b\[\?(\d+)([hl])`)
	otherSequence = regexp.MustCompile(`\x1b\[(?:[>=<]?[\d;]*[mut]|[\d;]*r| ?\d* q)|\x1b\]2;[^\a]*\a`)
)

// found is how a terminal is found: it wraps and shows its cursor.
func found() map[string]bool { return map[string]bool{"7": true, "25": true} }

// modesAfter returns the modes that a terminal has after out.
func modesAfter(out string) map[string]bool {
	modes := found()
	for _, m := range modeSequence.FindAllStringSubmatch(out, -1) {
		modes[m[1]] = m[2] == "h"
		if m[2] == "l" && !found()[m[1]] {
			delete(modes, m[1])
		}
	}
	return modes
}

// everything wants all there is.
func everything() Frame {
	v := tea.NewView("hello")
	v.AltScreen, v.ReportFocus, v.MouseMode, v.WindowTitle = true, true, tea.MouseModeCellMotion, "INC-7"
	v.Cursor = tea.NewCursor(1, 0)
	v.Cursor.Shape = tea.CursorBar
	return FrameOf(v, 40, 3)
}

// checkRestored fails where out leaves a terminal other than it was found.
func checkRestored(t *testing.T, out string) {
	t.Helper()
	if got := modesAfter(out); !maps.Equal(got, found()) {
		t.Errorf("modes left: %v", got)
	}
	if strings.Count(out, "\x1b[>1u") != strings.Count(out, "\x1b[<1u") {
		t.Error("the keyboard is not given back")
	}
	if !strings.Contains(out, "\x1b[22;2t") || !strings.HasSuffix(out[:strings.LastIndex(out, "\x1b[?25h")], "\x1b]2;\a\x1b[23;2t") {
		t.Error("the title is not given back")
	}
	if !strings.Contains(out, "\x1b[0 q") {
		t.Error("the cursor's shape is not given back")
	}
}

func TestTheTerminalIsGivenBackWhenTheSessionEnds(t *testing.T) {
	for _, o := range []Options{{}, {Synchronized: true}} {
		l := &link{}
		p := New(l, o)
		p.clusters.Store(true)
		ctx, cancel := context.WithCancel(t.Context())
		p.Show(everything())
		done := start(ctx, p)
		for frames := uint64(0); frames == 0; frames, _ = p.Written() {
			p.Raw("\a") // wakes Run
		}
		if got := modesAfter(l.text()); !got["1049"] || !got["1002"] || !got["1006"] || !got["2004"] || !got["1004"] || !got["2027"] || got["7"] || got["2026"] {
			t.Errorf("modes set: %v", got)
		}
		cancel()
		if err := <-done; err != nil {
			t.Fatal(err)
		}
		checkRestored(t, l.text())
	}
}

func TestTheTerminalIsGivenBackAfterAPanic(t *testing.T) {
	l := &link{}
	foul := everything()
	foul.Own = append(foul.Own, NewRow("\x1b]52;c;x\a"))
	panics := false
	p := New(l, Options{Fault: func(text string) {
		if panics {
			panic(text)
		}
	}})
	p.Show(foul)
	late := p.meter.base.Add(idle)
	if err := p.do(p.slot.take(late, late)); err != nil {
		t.Fatal(err)
	}
	panics = true
	p.Resync()
	func() {
		defer func() {
			if recover() == nil {
				t.Error("Run swallowed the panic")
			}
		}()
		_ = p.Run(t.Context())
	}()
	checkRestored(t, l.text())
}

func TestATerminalNobodyPaintedIsLeftAlone(t *testing.T) {
	l := &link{}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := New(l, Options{}).Run(ctx); err != nil || l.text() != "" {
		t.Errorf("%v, wrote %q", err, l.text())
	}
}

func TestModesChangeAsTheViewSays(t *testing.T) {
	full := everything().Modes
	for _, c := range []struct {
		name     string
		old, new Modes
		want     string
	}{
		{"nothing", full, full, ""},
		{"mouse off", Modes{Mouse: tea.MouseModeCellMotion}, Modes{}, "\x1b[?1002l\x1b[?1003l\x1b[?1006l"},
		{"all motion", Modes{Mouse: tea.MouseModeCellMotion}, Modes{Mouse: tea.MouseModeAllMotion}, "\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1003h\x1b[?1006h"},
		{"another title", Modes{Title: "a"}, Modes{Title: "b\a\x1b]52;c;x"}, "\x1b]2;b\\x07\\x1b]52;c;x\a"},
		{"keys in place", Modes{Keyboard: 1}, Modes{Keyboard: 3}, "\x1b[=3;1u"},
		{"other screen", Modes{Keyboard: 1}, Modes{Keyboard: 1, AltScreen: true}, "\x1b[>4m\x1b[<1u\x1b[?1049h\x1b[>4;2m\x1b[>1u"},
		{"paste and focus", Modes{Paste: true}, Modes{Focus: true}, "\x1b[?2004l\x1b[?1004h"},
	} {
		var p pen
		if c.new.change(&p, c.old); string(p.out) != c.want {
			t.Errorf("%s: %q, want %q", c.name, p.out, c.want)
		}
	}
}

func TestViewsAndFramesSayTheSame(t *testing.T) {
	v := everything().View()
	v.KeyboardEnhancements.ReportEventTypes = true
	v.KeyboardEnhancements.ReportAssociatedText = true
	f := FrameOf(v, 40, 3)
	if back := FrameOf(f.View(), 40, 3); !back.same(f) {
		t.Errorf("%+v became %+v", f, back)
	}
	if f.Row(0).Plain() != "hello" || f.Modes.Keyboard != 1|2|16 || f.Cursor.X != 1 {
		t.Errorf("%+v", f)
	}
}

func TestAViewsLinesKeepTheirStylesToThemselves(t *testing.T) {
	f := Frame{Own: []Row{NewRow("\x1b[41mred"), NewRow("plain")}, Width: 20, Height: 2}
	if got := f.View().Content; got != "\x1b[41mred\x1b[m\nplain" {
		t.Errorf("%q", got)
	}
}

func TestNothingButTheRightSequencesIsWritten(t *testing.T) {
	// What a frame writes is rows and a short list of sequences: with those
	// taken out, no escape is left.
	var out strings.Builder
	p := New(&out, Options{Synchronized: true})
	f := everything()
	f.Own = append(f.Own, NewRow("\x1b[1mbold\x1b[m \u009d52;c;x"), NewRow("\x1bP+q\x1b\\ \x1b_a \x1b^b \x1bXc"))
	p.Show(f)
	late := p.meter.base.Add(idle)
	if err := p.do(p.slot.take(late, late)); err != nil {
		t.Fatal(err)
	}
	if err := p.restore(); err != nil {
		t.Fatal(err)
	}
	rest := modeSequence.ReplaceAllString(out.String(), "")
	rest = otherSequence.ReplaceAllString(rest, "")
	rest = regexp.MustCompile(`\x1b\[[\d;]*[HK]`).ReplaceAllString(rest, "")
	if i := strings.IndexFunc(rest, harmful); i >= 0 {
		t.Errorf("%q in %q", rest[i], rest)
	}
	if p.Faults() != 6 {
		t.Errorf("%d faults counted", p.Faults())
	}
}

func TestTheClipboardCannotBeReached(t *testing.T) {
	var told []string
	p := New(&link{}, Options{Fault: func(s string) { told = append(told, s) }})
	for _, seq := range []string{
		"\x1b]52;c;cm0=\a", "\a\x1b]52;c;?\a", "\x1b]9;a\x1b]52;c;x\a", "\x1b]9;4;1;50\a", "\x1b]9;no end",
		"\x1b[2J", "\x1b[?1049h", "\x1bc", "text", "\x1b]9;\u009d52;c;x\a", "\x1b]9;" + strings.Repeat("x", 1000) + "\a",
	} {
		if p.Raw(seq) {
			t.Errorf("%q went through", seq)
		}
	}
	if len(told) != 11 || p.Faults() != 11 {
		t.Errorf("told of %d: %q", len(told), told)
	}
	for _, seq := range []string{
		"\a", "\x1b[?2026$p\x1b[?2027$p\x1b]11;?\a", "\x1b[?u", Notification("ana: look \x1b]52;c;x"),
		Notification("4;1;50"), Notification(""), "\a" + Notification(strings.Repeat("日", 1000)),
	} {
		if !p.Raw(seq) {
			t.Errorf("%q was refused", seq)
		}
	}
}

func TestAFaultInARowIsToldOnce(t *testing.T) {
	var told []string
	o := Options{Fault: func(s string) { told = append(told, s) }}
	s := NewSheet([]Row{NewRow("ok"), NewRow("a\x1b[2Jb")})
	for range 5 {
		p := New(&link{}, o)
		for i := range 3 {
			p.Show(Frame{Shared: s, Own: []Row{NewRow(fmt.Sprint("> ", i))}, Width: 20, Height: 5})
			late := p.meter.base.Add(idle)
			if err := p.do(p.slot.take(late, late)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if len(told) != 1 || told[0] != `a\x1b[2Jb` {
		t.Errorf("told %q", told)
	}
}
