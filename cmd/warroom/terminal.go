package main

import (
	"context"
	"fmt"
	"os"

	"github.com/charmbracelet/x/term"
	"golang.org/x/crypto/ssh"
)

func isTerminal(f *os.File) bool { return term.IsTerminal(f.Fd()) }

// ownScreen shows an incident's bridge over conn on the terminal that this
// program runs in, until the person leaves.
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
			_ = s.Setenv(name, value) // a door that refuses it costs a colour
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
		_ = contained(func() error { followSize(following, func() { tellSize(s) }); return nil }) // the screen keeps its size
	}()
	// However it ends, the demo is over. At a signal it is the door that ends
	// it, which tells the screen to put the terminal back as it was.
	_ = s.Wait()
	return nil
}

// tellSize tells the session how large the terminal is now.
func tellSize(s *ssh.Session) {
	if w, h, err := term.GetSize(os.Stdout.Fd()); err == nil {
		_ = s.WindowChange(h, w) // the session's end is noticed by Wait
	}
}
