//go:build unix

package torture

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	osexec "os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// startLimit is how long a server may take to open its door.
const startLimit = 30 * time.Second

// server is a process that serves a folder.
type server struct {
	addr  string
	cmd   *osexec.Cmd
	ended chan struct{} // closed when the process is gone
	err   error         // what it ended with; read it after ended
	first chan string   // the first line that it prints
	words string        // the path of what it said
	from  int64         // where in that it began
}

// start starts the binary on the house's folder and waits until its door is open.
// Where it doesn't open, the error has what the server said.
func (h *house) start(binary string) (*server, error) {
	s, err := h.launch(binary)
	if err != nil {
		return nil, err
	}
	select {
	case line := <-s.first:
		if addr, ok := strings.CutPrefix(strings.TrimSpace(line), "listening people "); ok {
			s.addr = addr
			return s, nil
		}
	case <-time.After(startLimit):
	}
	s.kill()
	return nil, fmt.Errorf("the server didn't open its door (%s): %s", s.cmd.ProcessState, said(s.words, s.from))
}

// launch starts the process.
func (h *house) launch(binary string) (*server, error) {
	words, err := os.OpenFile(filepath.Join(h.scratch, "server.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	defer words.Close()
	s := &server{ended: make(chan struct{}), first: make(chan string, 1), words: words.Name()}
	if s.from, err = words.Seek(0, io.SeekEnd); err != nil {
		return nil, err
	}
	s.cmd = osexec.Command(binary, "serve", "--listen", "127.0.0.1:0", "--data", h.data, "--authorized-keys", h.keys)
	s.cmd.Env = append(os.Environ(), append(h.env, "WARROOM_LIMITS_UNAUTHENTICATED_PER_SOURCE=1000", "WARROOM_LIMITS_UNAUTHENTICATED=1000")...)
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // ctrl+c is for the campaign
	s.cmd.Stderr = words
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	go func() {
		r := bufio.NewReader(out)
		line, _ := r.ReadString('\n')
		s.first <- line
		_, _ = io.Copy(io.Discard, r)
		s.err = s.cmd.Wait()
		close(s.ended)
	}()
	return s, nil
}

// said is what a server wrote behind a place in its log.
func said(path string, at int64) string {
	text, err := os.ReadFile(path)
	if err != nil || int64(len(text)) < at {
		return ""
	}
	text = text[at:]
	return strings.TrimSpace(string(text[max(0, len(text)-2000):]))
}

// kill ends the process at once, and returns when it is gone.
func (s *server) kill() {
	_ = s.cmd.Process.Kill()
	<-s.ended
}

// errTooLate is for a server that did not end in time.
var errTooLate = errors.New("it had to be killed")

// stop asks the process to end, and tells how it did and how long that took.
func (s *server) stop(limit time.Duration) (time.Duration, error) {
	began := time.Now()
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return 0, err
	}
	select {
	case <-s.ended:
		return time.Since(began), s.err
	case <-time.After(limit):
		s.kill()
		return limit, errTooLate
	}
}
