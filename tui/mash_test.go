package tui

import (
	"fmt"
	"math/rand/v2"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// TestMashingKeysBreaksNoScreen presses anything on any terminal: each frame
// has its exact size, and no screen ends.
func TestMashingKeysBreaksNoScreen(t *testing.T) {
	s := newStage(t)
	id := s.story()
	for i := range 40 {
		s.do(kim, id, fmt.Sprintf("line %d with a wide 漢字 and 👩‍💻 and more words than fit on one row of a small terminal", i))
	}
	for seed := range uint64(8) {
		r := rand.New(rand.NewPCG(seed, 7))
		v := s.come(raj, id, 80, 24)
		for step := range 1500 {
			v.mash(r)
			v.drain()
			if msg := v.misdrawn(); msg != "" {
				t.Fatalf("seed %d, step %d: %s", seed, step, msg)
			}
			if v.ended {
				break
			}
		}
		v.root.leaveSeat()
	}
}

// mash does one random thing at the keyboard, the mouse or the window's edge.
func (v *viewer) mash(r *rand.Rand) {
	names := []string{
		"enter", "esc", "tab", "up", "down", "left", "right", "home", "end", "pgup", "pgdown", "backspace", "delete",
		"ctrl+u", "ctrl+w", "ctrl+l", "ctrl+k", "ctrl+p", "shift+tab", "esc", "esc",
	}
	keys := "jkgGhlitnfFzbeo*?/12345678qda@漢é hello"
	switch n := r.IntN(100); {
	case n < 45:
		runes := []rune(keys)
		v.types(string(runes[r.IntN(len(runes))]))
	case n < 80:
		v.presses(names[r.IntN(len(names))])
	case n < 84:
		v.send(tea.PasteMsg{Content: "one\ntwo 👩‍💻 \x1b[2J\u202e"})
	case n < 90:
		v.send(tea.WindowSizeMsg{Width: 1 + r.IntN(220), Height: 1 + r.IntN(70)})
	case n < 95:
		v.send(tea.MouseWheelMsg{X: r.IntN(200), Y: r.IntN(60), Button: []tea.MouseButton{tea.MouseWheelUp, tea.MouseWheelDown}[r.IntN(2)]})
	case n < 99:
		v.send(tea.MouseClickMsg{X: r.IntN(200), Y: r.IntN(60), Button: tea.MouseLeft})
	default:
		lines := []string{"/theme light", "/task", "/decide", "/cia", "/declare", "/board", "/task @raj 1m x", "/propose y", "/take"}
		v.says(lines[r.IntN(len(lines))])
	}
}

// drain handles the messages that have arrived, without waiting.
func (v *viewer) drain() {
	for {
		select {
		case msg := <-v.msgs:
			v.send(msg)
		default:
			return
		}
	}
}

// misdrawn returns what is wrong with the frame, "" for nothing.
func (v *viewer) misdrawn() string {
	f := v.root.Frame()
	if n := f.Shared.Len() + len(f.Own); n > f.Height {
		return fmt.Sprintf("%d rows on a terminal of %d×%d", n, f.Width, f.Height)
	}
	for y := range f.Height {
		if row := f.Row(y); row.Width() > f.Width {
			return fmt.Sprintf("row %d has %d cells of %d: %q", y, row.Width(), f.Width, row.Plain())
		}
	}
	if c := f.Cursor; c != nil && (c.X < 0 || c.X >= f.Width || c.Y < 0 || c.Y >= f.Height) {
		return fmt.Sprintf("the cursor is at %d, %d on %d×%d", c.X, c.Y, f.Width, f.Height)
	}
	return ""
}

func TestEverySizeIsDrawn(t *testing.T) {
	s := newStage(t)
	id := s.story()
	v := s.come(raj, id, 80, 24)
	states := []func(){
		func() {},
		func() { v.presses("enter") },
		func() { v.presses("esc", "4") },
		func() { v.presses("5") },
		func() { v.presses("3") },
		func() { v.presses("7", "tab") },
		func() { v.presses("esc", "ctrl+p") },
		func() { v.presses("esc"); v.root.openForm("/task") },
		func() { v.presses("esc", "8") },
		func() { v.presses("q", "q") },
	}
	for _, enter := range states {
		enter()
		for width := 1; width <= 500; width += 1 + width/7 {
			for height := 1; height <= 200; height += 1 + height/9 {
				v.send(tea.WindowSizeMsg{Width: width, Height: height})
				if msg := v.misdrawn(); msg != "" {
					t.Fatalf("%d×%d: %s", width, height, msg)
				}
			}
		}
	}
}
