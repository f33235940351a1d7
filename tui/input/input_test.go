package input

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
)

// script is what a terminal sends in a busy minute: keys, pastes, the answers
// that it was asked for, and the mouse.
const script = "hé, 👩\u200d💻\r" +
	"\x1b[A\x1b[1;5C\x1bOP\x1b[15~\x1b[27u\x1b[97;5u\x1b[13;2u" + // keys, in each form
	"\x1bq\x1b\r\x1bü" + // alt and a key
	"\x1b[200~two\r\nlines \x1b[31m, half a mark \x1b[201 \x1b\x1b[201~" + // a paste
	"\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\" + "\x1b]11;rgb:ffff/ffff/ffff\x07" +
	"\x1b[?2026;2$y\x1b[?2027;0$y\x1b[?62;22c\x1bP1+r524742=38\x1b\\\x1bP0+r\x1b\\" +
	"\x1b[<0;10;5M\x1b[<0;10;5m\x1b[<64;1;1M" +
	"\x1b[200~\x1b[201~" + "\x7f\t\x01z"

// heard is what a screen was told, as text.
type heard []string

func (h *heard) hear(msg tea.Msg) { *h = append(*h, fmt.Sprintf("%T %v", msg, msg)) }

// lexed feeds helpings to a lexer, one after the other without a pause.
func lexed(helpings ...string) heard {
	var h heard
	l := lexer{emit: func(token []byte) { decode(token, h.hear) }, paste: paste{send: h.hear}}
	for _, p := range helpings {
		l.feed([]byte(p))
	}
	return h
}

func TestWhatComesIsHeardAsItWasMeant(t *testing.T) {
	for _, c := range []struct{ sent, want string }{
		{"a", "a"}, {"A", "A"}, {"ü", "ü"}, {"\r", "enter"}, {"\x03", "ctrl+c"}, {"\x7f", "backspace"},
		{"\x1b[A", "up"}, {"\x1b[1;5C", "ctrl+right"}, {"\x1b[Z", "shift+tab"}, {"\x1bOP", "f1"}, {"\x1b[6~", "pgdown"},
		{"\x1b[27u", "esc"}, {"\x1b[97;5u", "ctrl+a"}, {"\x1bq", "alt+q"}, {"\x1b\x7f", "alt+backspace"},
		{"\x1bPx", "alt+shift+p x"}, {"\x1b]x", "alt+] x"}, {"\x1b]1x", "alt+] 1 x"}, {"\x1b\x1b[A", "esc up"},
		{"\x1b_x", "alt+_ x"}, {"\x1b[3\x03", "ctrl+c"}, {"\x1b]11;rgb:\rx", "enter x"}, {"\x1b[3\x1b[A", "up"},
		{"\xff\xc3\x28\x80\x9b", "("}, {"\x1b\xffx", "x"}, {"\x1b[[Ax", "x"}, {"\x1b[M \x80!x", "x"}, {"\x1b[201~x", "x"},
	} {
		var keys []string
		l := lexer{emit: func(token []byte) {
			decode(token, func(msg tea.Msg) { keys = append(keys, msg.(tea.KeyPressMsg).String()) })
		}}
		l.feed([]byte(c.sent))
		if got := strings.Join(keys, " "); got != c.want {
			t.Errorf("%q is heard as %q, not %q", c.sent, got, c.want)
		}
	}
}

func TestACutOnTheWayChangesNothing(t *testing.T) {
	whole := lexed(script)
	if len(whole) < 30 {
		t.Fatalf("of the script only this is heard: %q", whole)
	}
	for i := range len(script) {
		if got := lexed(script[:i], script[i:]); !slices.Equal(got, whole) {
			t.Errorf("cut at %d, before %q:\n%q\nwhole:\n%q", i, script[i:min(len(script), i+8)], got, whole)
		}
	}
	var bytes []string
	for i := range len(script) {
		bytes = append(bytes, script[i:i+1])
	}
	if got := lexed(bytes...); !slices.Equal(got, whole) {
		t.Errorf("byte by byte:\n%q\nwhole:\n%q", got, whole)
	}
}

// line is a terminal on a line with a mind of its own.
type line struct {
	t    *testing.T
	w    *io.PipeWriter
	msgs chan string
}

// lineIn is a line in a bubble of synctest. The end of the test hangs up.
func lineIn(t *testing.T) *line {
	r, w := io.Pipe()
	l := &line{t: t, w: w, msgs: make(chan string, 1000)}
	go func() {
		defer close(l.msgs)
		err := Read(t.Context(), r, func(msg tea.Msg) {
			var h heard
			if keys, together := msg.(Keys); together {
				for _, k := range keys {
					h.hear(k)
				}
			} else {
				h.hear(msg)
			}
			for _, line := range h {
				l.msgs <- line
			}
		}, unhurried)
		if err != nil {
			t.Error(err)
		}
	}()
	return l
}

func (l *line) sends(s string) {
	if _, err := io.WriteString(l.w, s); err != nil {
		l.t.Error(err)
	}
	synctest.Wait()
}

// heard is all that was heard since.
func (l *line) heard() heard {
	var h heard
	for {
		select {
		case msg, ok := <-l.msgs:
			if ok {
				h = append(h, msg)
				continue
			}
		default:
		}
		return h
	}
}

func TestAPauseOnTheWayChangesNothing(t *testing.T) {
	whole := lexed(script)
	for _, pause := range []time.Duration{time.Millisecond, 60 * time.Millisecond, 900 * time.Millisecond, time.Hour} {
		synctest.Test(t, func(t *testing.T) {
			for i := 1; i < len(script); i++ {
				l := lineIn(t)
				l.sends(script[:i])
				time.Sleep(pause)
				l.sends(script[i:])
				_ = l.w.Close()
				synctest.Wait()
				got := l.heard()
				got = slices.DeleteFunc(got, func(s string) bool {
					return strings.HasPrefix(s, "input.OpenPaste") || strings.HasPrefix(s, "input.Quiet")
				})
				if want := afterPause(whole, i, pause); !slices.Equal(got, want) {
					t.Fatalf("a pause of %s before %q:\n%q\nwant\n%q", pause, script[i:min(len(script), i+8)], got, want)
				}
			}
		})
	}
}

// afterPause is what is heard with a pause before byte i of the script. Behind
// an ESC that stands outside of a paste, a long one makes that ESC a key, and a
// short key that follows what was typed. Answers, marks and the mouse follow it
// as they are.
func afterPause(whole heard, i int, pause time.Duration) heard {
	inPaste := strings.LastIndex(script[:i-1], pasteStart) > strings.LastIndex(script[:i-1], pasteEnd)
	// The first byte of the end mark itself is within the paste.
	if script[i-1] != esc || pause < escapeWait || inPaste || strings.HasSuffix(script[:i], "\x1b]11;rgb:1e1e/1e1e/2e2e\x1b") ||
		strings.HasSuffix(script[:i], "38\x1b") || strings.HasSuffix(script[:i], "+r\x1b") {
		return whole
	}
	before := lexed(script[:i-1])
	l := lexed("\x1b[27u") // ESC as a key
	rest := script[i:]
	if continues([]byte(rest)) {
		rest = "\x1b" + rest
	}
	return slices.Concat(before, l, lexed(rest))
}

func TestAnESCAloneIsAKeyAfterAMoment(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := lineIn(t)
		defer l.w.Close()
		l.sends("\x1b")
		time.Sleep(49 * time.Millisecond)
		synctest.Wait()
		if h := l.heard(); len(h) > 0 {
			t.Errorf("too soon: %q", h)
		}
		time.Sleep(time.Millisecond)
		synctest.Wait()
		if h := l.heard(); len(h) != 1 || !strings.HasSuffix(h[0], " esc") {
			t.Errorf("heard is %q", h)
		}
	})
}

func TestAPasteWithoutAnEndIsToldAndCtrlCEndsIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := lineIn(t)
		defer l.w.Close()
		l.sends(pasteStart + "half")
		time.Sleep(pasteWait)
		synctest.Wait()
		l.sends(" more\x03 ")
		if h := l.heard(); !slices.Equal(h, heard{"input.OpenPaste true"}) {
			t.Errorf("heard is %q", h)
		}
		l.sends("\x03\x03")
		l.sends("x")
		if h := l.heard(); !slices.Equal(h, heard{"tea.PasteMsg half more\x03 ", "input.OpenPaste false", "tea.KeyPressMsg x"}) {
			t.Errorf("heard is %q", h)
		}
	})
}

// TestAPauseAfterAnEnterIsReported: once, and only when nothing more comes,
// however long the caller lets the reader wait.
func TestAPauseAfterAnEnterIsReported(t *testing.T) {
	const quiet = "input.Quiet {}"
	synctest.Test(t, func(t *testing.T) {
		l := lineIn(t)
		l.sends("no enter")
		time.Sleep(time.Hour)
		for range 3 {
			l.sends("one\rtwo")
			time.Sleep(quietWait - time.Millisecond)
			synctest.Wait()
		}
		if got := l.heard(); slices.Contains(got, quiet) {
			t.Errorf("before the pause: %q", got)
		}
		time.Sleep(time.Hour)
		synctest.Wait()
		if got := l.heard(); !slices.Equal(got, heard{quiet}) {
			t.Errorf("in the pause: %q", got)
		}
		_ = l.w.Close()
	})
}

func TestTimeInWhichNothingIsReadIsNoPause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, w := io.Pipe()
		var h heard
		slow := func(context.Context, int) error { time.Sleep(time.Minute); return nil }
		done := make(chan struct{})
		go func() { defer close(done); _ = Read(t.Context(), r, h.hear, slow) }()
		for range 3 {
			_, _ = io.WriteString(w, "one\n")
		}
		_ = w.Close()
		<-done
		for _, msg := range h {
			if strings.Contains(msg, "Quiet") {
				t.Errorf("heard: %q", h)
			}
		}
	})
}

func TestAPasteIsBounded(t *testing.T) {
	var got []tea.Msg
	hear := func(msg tea.Msg) { got = append(got, msg) }
	l := lexer{emit: func(token []byte) { decode(token, hear) }, paste: paste{send: hear}}
	l.feed([]byte(pasteStart))
	for range 100 {
		l.feed([]byte(strings.Repeat("x", MaxPaste/10)))
	}
	if len(got) != 1 || len(got[0].(tea.PasteMsg).Content) != MaxPaste || len(l.paste.text) > 0 {
		t.Fatalf("%d messages, %d bytes kept", len(got), len(l.paste.text))
	}
	l.feed([]byte(pasteEnd + "y"))
	if len(got) != 2 || got[1].(tea.KeyPressMsg).String() != "y" {
		t.Errorf("after its end: %v", got[1:])
	}
}

// A terminal's program of another mind: what it says by itself of its size, its
// clipboard, its cursor is not heard, and what the library has no room for
// doesn't reach it.
func TestWhatNobodyAskedForIsNotHeard(t *testing.T) {
	for name, sent := range map[string]string{
		"33 parameters":           "\x1b[" + strings.Repeat(";", 32) + "1A",
		"33 parameters, device":   "\x1bP" + strings.Repeat(";", 32) + "1+r\x1b\\",
		"a long parameter":        "\x1b[<0;99999999999999999999;1M",
		"a size":                  "\x1b[8;60000;60000t",
		"a size in band":          "\x1b[48;60000;60000;1;1t",
		"a clipboard":             "\x1b]52;c;aGVsbG8=\x07",
		"a cursor":                "\x1b[10;10R",
		"win32 input":             "\x1b[65;30;97;1;0;1_",
		"an old mouse":            "\x1b[M !!",
		"control text from kitty": "\x1b[97;1;27:91u",
		"a long string":           "\x1b]11;" + strings.Repeat("x", 1<<20) + "\x07",
		"a long sequence":         "\x1b[" + strings.Repeat("?", 1<<20) + "u",
		"focus":                   "\x1b[I\x1b[O",
	} {
		if h := lexed(sent); len(h) > 0 {
			t.Errorf("%s is heard: %q", name, h)
		}
		if h := lexed(sent, "x"); !slices.Equal(h, heard{"tea.KeyPressMsg x"}) {
			t.Errorf("after %s: %q", name, h)
		}
	}
}

func TestKeysOfOneHelpingComeTogether(t *testing.T) {
	var got []tea.Msg
	if err := Read(t.Context(), strings.NewReader("abc\x1b[<0;1;1Md"), func(msg tea.Msg) { got = append(got, msg) }, unhurried); err != nil {
		t.Fatal(err)
	}
	if len(got) != 3 || len(got[0].(Keys)) != 3 || got[2].(tea.KeyPressMsg).String() != "d" {
		t.Errorf("%v", got)
	}
}

func TestAPanicOfTheLibraryReachesTheCaller(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("nothing came")
		}
	}()
	_ = Read(t.Context(), strings.NewReader("x"), func(tea.Msg) { panic("as the library would") }, unhurried)
}

// unhurried is a person who never does too much.
func unhurried(context.Context, int) error { return nil }

// TestKeysAreCountedBeforeMoreIsRead: whoever paces a person is told of each key,
// though many come in one message, and nothing is read on meanwhile.
func TestKeysAreCountedBeforeMoreIsRead(t *testing.T) {
	counted, sent := 0, 0
	enough := errors.New("enough")
	err := Read(t.Context(), strings.NewReader(strings.Repeat("j", 3*mostHelping)), func(msg tea.Msg) {
		if keys, together := msg.(Keys); together {
			sent += len(keys)
		} else {
			sent++
		}
	}, func(_ context.Context, keys int) error {
		if counted += keys; counted != sent {
			t.Errorf("%d keys are counted, %d were sent", counted, sent)
		}
		if counted >= 2*mostHelping {
			return enough
		}
		return nil
	})
	if err != nil || counted != 2*mostHelping {
		t.Errorf("it ends after %d keys with %v", counted, err)
	}
}
