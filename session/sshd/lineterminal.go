package sshd

import (
	"bytes"
	"io"
	"strings"
	"sync"

	"github.com/charmbracelet/x/ansi"
	"github.com/rivo/uniseg"

	"warroom/session/incident"
	"warroom/session/readline"
)

// lineTerminal shows the line that is typed in one row, and writes lines between. A line
// that is being typed when others come is written again below them. It moves the cursor
// with backspaces alone, which a terminal without cursor movement knows too.
type lineTerminal struct {
	mu     sync.Mutex // guards what follows
	to     io.Writer
	width  func() int // of the terminal, in cells
	prompt readline.Prompt
	long   []byte // what was typed behind a line of incident.MaxLine bytes
	row    lineRow
	within bool // what was written last has no end of line

	// Of the goroutine that reads.
	pending  []byte // came, and isn't decoded yet
	escaped  bool   // pending is an escape that came alone
	returned bool   // the last key was enter
}

// lineRow is what stands in the last row of the terminal.
type lineRow struct {
	text   string
	cursor int // its cell
}

// maxLong bounds what is kept of a line that is too long, in bytes.
const maxLong = 64 << 10

// Write writes whole lines for the person.
func (t *lineTerminal) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	text := p
	if t.row.text != "" {
		text = append([]byte{'\n'}, p...)
	}
	t.row, t.within = lineRow{}, !bytes.HasSuffix(p, []byte{'\n'})
	if _, err := t.to.Write(text); err != nil {
		return 0, err
	}
	if !t.within { // else the rest of a line comes
		t.draw()
	}
	return len(p), nil
}

// keep puts a line into the history, where up finds it.
func (t *lineTerminal) keep(line string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.prompt = t.prompt.Keep(line)
}

// forget empties the history.
func (t *lineTerminal) forget() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.prompt = t.prompt.Forget()
}

// unsent returns what is typed and wasn't entered.
func (t *lineTerminal) unsent() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.prompt.Unsent()
}

// typedLine is a line that was entered, and the line of the history that it was made from.
type typedLine struct{ text, recalled string }

// readLine reads the keys of a line from in, and shows what they do. Ctrl-C and Ctrl-D on
// an empty line are io.EOF. A line over incident.MaxLine is an incident.Refusal.
func (t *lineTerminal) readLine(in io.Reader) (typedLine, error) {
	chunk := make([]byte, 4<<10)
	for {
		for len(t.pending) > 0 {
			k, n := t.decode()
			if n == 0 {
				break
			}
			t.pending = t.pending[n:]
			if line, done, err := t.press(k); done || err != nil {
				return line, err
			}
		}
		n, err := in.Read(chunk)
		if n == 0 {
			if err == nil {
				err = io.EOF
			}
			return typedLine{}, err
		}
		t.pending = append(t.pending, chunk[:n]...)
	}
}

// decode decodes the next key. An escape that came alone makes no alt of what is typed
// after it.
func (t *lineTerminal) decode() (lineKey, int) {
	if t.escaped {
		t.escaped = false
		if next := t.pending[1]; next != '[' && next != 'O' {
			return lineKey{}, 1
		}
	}
	k, n := decodeKey(t.pending)
	t.escaped = n == 0 && len(t.pending) == 1 && t.pending[0] == byteEscape
	return k, n
}

// press handles one key, and reports whether it ends the line.
func (t *lineTerminal) press(k lineKey) (line typedLine, done bool, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.within {
		t.endRow()
		t.within = false
	}
	afterEnter := t.returned
	t.returned = k.name == "enter"
	switch {
	case k.name == "newline" && afterEnter:
		return line, false, nil
	case k.name == "enter" || k.name == "newline":
		line = typedLine{t.prompt.Text(), t.prompt.Recalled()}
		if len(t.long) > 0 {
			return typedLine{}, false, t.giveUpLong()
		}
		t.endRow()
		if t.prompt = t.prompt.Set(""); strings.TrimSpace(line.text) != "" {
			t.prompt = t.prompt.Remember(line.text)
		}
		return line, true, nil
	case k.name == "ctrl+c" || k.name == "ctrl+d":
		if t.prompt.Text() == "" {
			return line, false, io.EOF
		}
	}
	switch {
	case len(t.long) > 0 && k.text == "" && k.name != "":
		return line, false, t.giveUpLong()
	case len(t.long) > 0:
		t.addLong(k.text)
	case k.name == "ctrl+c":
		t.prompt = t.prompt.Interrupt()
		t.endRow()
		t.write(notSent)
	case k.name == "ctrl+l":
		t.endRow()
	default:
		t.edit(k)
	}
	t.draw()
	return line, false, nil
}

// notSent says where a line is that was given up.
const notSent = "not sent; up or ctrl+y brings it back\n"

// edit handles a key that changes the line or recalls another. What does nothing rings.
func (t *lineTerminal) edit(k lineKey) {
	switch k.name {
	case "up":
		t.prompt = t.prompt.Recall(+1)
		return
	case "down":
		t.prompt = t.prompt.Recall(-1)
		return
	}
	next, used, err := t.prompt.Press(k.name, k.text)
	switch {
	case err != nil:
		t.addLong(k.text)
	case !used && k.name != "":
		t.write("\a")
	}
	t.prompt = next
}

// addLong takes what a line can't hold. It isn't shown.
func (t *lineTerminal) addLong(text string) {
	if len(t.long)+len(text) <= maxLong {
		t.long = append(t.long, text...)
	}
	t.write("\a")
}

// giveUpLong puts a line that is too long into the history, in parts that fit, and returns
// the incident.Refusal that says so.
func (t *lineTerminal) giveUpLong() error {
	head := t.prompt.Line().Head()
	text := head + string(t.long) + t.prompt.Text()[len(head):]
	t.long = nil
	t.endRow()
	var err error
	t.prompt, err = t.prompt.Set("").KeepPaste(text, incident.Refusal{Why: "the line is too long"})
	return err
}

// endRow leaves the row as it is.
func (t *lineTerminal) endRow() {
	t.write("\n")
	t.row = lineRow{}
}

// draw makes the row that of the line: it writes only what differs. A line that is longer
// than the row is shown in part, round the cursor.
func (t *lineTerminal) draw() {
	last, next := t.row, lineRow{}
	next.text, next.cursor = t.prompt.Line().Window(max(t.width()-1, 2))
	t.row = next
	if next.text == last.text {
		t.write(strings.Repeat("\b", max(last.cursor-next.cursor, 0)))
		t.write(next.text[behindCells(next.text, min(last.cursor, next.cursor)):behindCells(next.text, next.cursor)])
		return
	}
	from := min(alike(last.text, next.text), behindCells(next.text, last.cursor))
	gone := max(ansi.StringWidth(last.text)-ansi.StringWidth(next.text), 0)
	t.write(strings.Repeat("\b", last.cursor-ansi.StringWidth(next.text[:from])) + next.text[from:] +
		strings.Repeat(" ", gone) + strings.Repeat("\b", gone+ansi.StringWidth(next.text)-next.cursor))
}

// alike returns how many bytes two rows have alike at their beginning, in whole clusters.
func alike(a, b string) (n int) {
	for n < len(a) && n < len(b) {
		first, _, _, _ := uniseg.FirstGraphemeClusterInString(a[n:], -1)
		second, _, _, _ := uniseg.FirstGraphemeClusterInString(b[n:], -1)
		if first != second {
			break
		}
		n += len(first)
	}
	return n
}

// behindCells returns the byte of a row that stands at a cell, or behind the row.
func behindCells(row string, cells int) (n int) {
	for n < len(row) && cells > 0 {
		cluster, _, _, _ := uniseg.FirstGraphemeClusterInString(row[n:], -1)
		n += len(cluster)
		cells -= ansi.StringWidth(cluster)
	}
	return n
}

// write writes to the terminal. A client that is gone ends the input too.
func (t *lineTerminal) write(text string) {
	if text != "" {
		_, _ = io.WriteString(t.to, text)
	}
}
