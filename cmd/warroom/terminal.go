package main

import (
	"context"
	"fmt"
	"os"

	"github.com/charmbracelet/x/term"
	"golang.org/x/crypto/ssh"
)

func isTerminal(f *os.File) bool { return term.IsTerminal(f.Fd()) }

// ownScreen shows an incident's bridge over conn in this program's terminal,
// until the person leaves.
func ownScreen(ctx context.Context, conn *ssh.Client, id string) error {
	s, err := conn.NewSession()
	if err != nil {
		return fmt.Errorf("open your screen: %w", err)
	}
	defer s.Close()
	width, height, err := term.GetSize(os.Stdout.Fd())
	if err != nil {
		return fmt.Errorf("ask for the terminal's size: %w", err)
	}
	for _, name := range []string{"COLORTERM", "NO_COLOR"} {
		if value := os.Getenv(name); value != "" {
			_ = s.Setenv(name, value) // if the door refuses it, a colour is lost
		}
	}
	if err := s.RequestPty(os.Getenv("TERM"), height, width, ssh.TerminalModes{}); err != nil {
		return fmt.Errorf("open your screen: %w", err)
	}
	before, err := term.MakeRaw(os.Stdin.Fd())
	if err != nil {
		return fmt.Errorf("take over the terminal: %w", err)
	}
	defer func() { _ = term.Restore(os.Stdin.Fd(), before) }()
	s.Stdin, s.Stdout, s.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := s.Start(id); err != nil {
		return fmt.Errorf("open your screen: %w", err)
	}
	following, stop := context.WithCancel(ctx)
	defer stop()
	go func() {
		_ = contained(func() error { followSize(following, func() { tellSize(s) }); return nil }) // on an error the screen keeps its size
	}()
	// However it ends, the demo is over. On a signal the door ends it, and
	// tells the screen to restore the terminal.
	_ = s.Wait()
	return nil
}

// tellSize sends the terminal's present size to the session.
func tellSize(s *ssh.Session) {
	if w, h, err := term.GetSize(os.Stdout.Fd()); err == nil {
		_ = s.WindowChange(h, w) // Wait notices the session's end
	}
}
