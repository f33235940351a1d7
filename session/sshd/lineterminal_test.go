package sshd

import (
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/rivo/uniseg"
)

// teletype is a terminal that knows ends of lines, backspace and the bell, and nothing else.
type teletype struct {
	t     *testing.T
	width int
	row   []string // one a cell; "" behind a wide one
	at    int
}

func (y *teletype) Write(p []byte) (int, error) {
	for rest := string(p); rest != ""; {
		var cluster string
		cluster, rest, _, _ = uniseg.FirstGraphemeClusterInString(rest, -1)
		switch cluster {
		case "\n":
			y.row, y.at = nil, 0
		case "\a":
		case "\b":
			if y.at--; y.at < 0 {
				y.t.Fatal("the cursor leaves the row")
			}
		default:
			y.put(cluster)
		}
	}
	return len(p), nil
}

func (y *teletype) put(cluster string) {
	w := ansi.StringWidth(cluster)
	if strings.ContainsFunc(cluster, func(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 }) || w == 0 {
		y.t.Fatalf("%q is written to the terminal", cluster)
	}
	for range w {
		if y.at == len(y.row) {
			y.row = append(y.row, "")
		}
		y.row[y.at], cluster = cluster, ""
		y.at++
	}
}

// TestTheRowIsWhatTheLineIs presses keys at random, and has news come between.
func TestTheRowIsWhatTheLineIs(t *testing.T) {
	keys := []string{
		"a", "b", " ", "漢", "é", "e\u0301", "👩‍💻", "\u202e", "\xff", "\xc2\x9b31m", "word ", "a much longer text ", "\x1b[D", "\x1b[D", "\x1b[D", "\x1b[C", "\x01", "\x05", "\x7f", "\x1b[3~",
		"\x17", "\x15", "\x0b", "\x19", "\x1b[A", "\x1b[B", "\r", "\x03x", "\x0c", "\x1bb", "\x1bf", "\t", "\x1b[6~", "\x1b[31;1;1m", "\x1b[200~",
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		screen := &teletype{t: t, width: []int{20, 40, 80}[r.IntN(3)]}
		term := &lineTerminal{to: screen, width: func() int { return screen.width }}
		for range 60 {
			pressed := keys[r.IntN(len(keys))]
			for reader := strings.NewReader(pressed); ; {
				if _, err := term.readLine(reader); errors.Is(err, io.EOF) {
					break
				}
			}
			if r.IntN(5) == 0 {
				_, _ = io.WriteString(term, "#12 14:31Z kim: n\n")
			}
			want, cursor := term.prompt.Line().Window(screen.width - 1)
			if got := strings.Join(screen.row, ""); len(screen.row) >= screen.width || strings.TrimRight(got, " ") != strings.TrimRight(want, " ") || screen.at != cursor {
				t.Fatalf("after %q the row is %q with the cursor at %d, not %q at %d", pressed, got, screen.at, want, cursor)
			}
		}
	}
}

// TestAKeyMayArriveInParts: it is the same key, and an escape alone takes no letter away.
func TestAKeyMayArriveInParts(t *testing.T) {
	for _, c := range []struct {
		parts []string
		want  string
	}{
		{[]string{"ab\x1b", "[D", "x\r"}, "axb"},
		{[]string{"ab\x1b[", "1;5", "Dx\r"}, "xab"},
		{[]string{"\xe6", "\xbc", "\xa2\r"}, "漢"},
		{[]string{"ab\x1b", "but\r"}, "abbut"},
		{[]string{"ab\x1b", "\x1b[D\x1b", "O", "Dx\r"}, "xab"},
		{[]string{"a\x1b[" + strings.Repeat("1", 100), "b\r"}, strings.Repeat("1", 38)},
		{[]string{"a", "\r\n", "\n"}, "a"},
	} {
		term := &lineTerminal{to: io.Discard, width: func() int { return 80 }}
		var parts []io.Reader
		for _, part := range c.parts {
			parts = append(parts, strings.NewReader(part))
		}
		line, err := term.readLine(io.MultiReader(parts...))
		if err != nil || !strings.Contains(line.text, c.want) {
			t.Errorf("%q: %q, %v", c.parts, line.text, err)
		}
	}
}

func FuzzKeysNeverPanic(f *testing.F) {
	f.Add([]byte("ab\x1b[D\x17\x19\r"))
	f.Fuzz(func(t *testing.T, keys []byte) {
		term := &lineTerminal{to: &teletype{t: t, width: 80}, width: func() int { return 80 }}
		for reader := strings.NewReader(string(keys)); ; {
			if _, err := term.readLine(reader); errors.Is(err, io.EOF) && reader.Len() == 0 {
				return
			}
		}
	})
}
