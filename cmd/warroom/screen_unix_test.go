//go:build unix

package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// terminal is a person at a terminal of their own, with OpenSSH running in it.
type terminal struct {
	t       *testing.T
	who     string
	cmd     *exec.Cmd
	pty     *os.File
	left    chan struct{} // closed when ssh has ended
	mu      sync.Mutex    // guards screen
	screen  *vt.Emulator
	changed chan struct{} // of room one
}

// sit opens OpenSSH as this person in a terminal of this size.
func (s *served) sit(who string, width, height uint16, args ...string) *terminal {
	s.t.Helper()
	return s.sitWith(who, s.openSSH(who, append([]string{"-tt", "HOST"}, args...)...), width, height)
}

// sitDumb opens OpenSSH in a terminal that can't move its cursor.
func (s *served) sitDumb(who string, args ...string) *terminal {
	s.t.Helper()
	cmd := s.openSSH(who, append([]string{"-tt", "HOST"}, args...)...)
	cmd.Env = append(cmd.Env, "TERM=dumb")
	return s.sitWith(who, cmd, 80, 24)
}

func (s *served) sitWith(who string, cmd *exec.Cmd, width, height uint16) *terminal {
	s.t.Helper()
	f, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: width, Rows: height})
	if err != nil {
		s.t.Fatal(err)
	}
	p := &terminal{
		t: s.t, who: who, cmd: cmd, pty: f, left: make(chan struct{}),
		screen: vt.NewEmulator(int(width), int(height)), changed: make(chan struct{}, 1),
	}
	go func() { _, _ = io.Copy(f, p.screen) }() // what a terminal answers when asked
	go func() {
		buf := make([]byte, 32<<10)
		for {
			n, err := f.Read(buf)
			p.mu.Lock()
			_, _ = p.screen.Write(buf[:n])
			p.mu.Unlock()
			select {
			case p.changed <- struct{}{}:
			default:
			}
			if err != nil {
				_ = cmd.Wait()
				close(p.left)
				return
			}
		}
	}()
	s.t.Cleanup(func() {
		_ = f.Close()
		_ = cmd.Process.Kill() // a process that this test started
		<-p.left
		// The emulator's own Close races with its reader; closing the pipe does not.
		_ = p.screen.InputPipe().(io.Closer).Close()
	})
	return p
}

// text is what stands on the screen.
func (p *terminal) text() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.screen.String()
}

// sees waits until the screen shows all of the words.
func (p *terminal) sees(words ...string) {
	p.t.Helper()
	p.until(fmt.Sprintf("%q", words), func(text string) bool {
		for _, w := range words {
			if !strings.Contains(text, w) {
				return false
			}
		}
		return true
	})
}

// until waits for a screen that is as it should be.
func (p *terminal) until(what string, good func(string) bool) {
	p.t.Helper()
	late := time.After(patience)
	for !good(p.text()) {
		select {
		case <-p.changed:
		case <-late:
			p.t.Fatalf("%s waited for %s and sees\n%s", p.who, what, p.text())
		}
	}
}

// types sends keys as they are.
func (p *terminal) types(keys string) {
	p.t.Helper()
	if _, err := io.WriteString(p.pty, keys); err != nil {
		p.t.Fatalf("%s types: %v", p.who, err)
	}
}

// leaves waits until ssh has ended.
func (p *terminal) leaves() {
	p.t.Helper()
	select {
	case <-p.left:
	case <-time.After(patience):
		p.t.Fatalf("%s's ssh doesn't end; the screen is\n%s", p.who, p.text())
	}
}
