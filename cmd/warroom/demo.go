package main

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/crypto/ssh"
)

func demoCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "demo",
		Short: "Play a lively drill in this terminal; it leaves nothing behind",
		Long: `Starts a server on loopback with its data in a temporary folder, lets four
simulated people respond to a theft of credentials over real SSH connections, and
opens your own screen beside them. Leave with ctrl+c twice.`,
		Args: only(),
		RunE: func(c *cobra.Command, _ []string) error {
			if !isTerminal(os.Stdin) || !isTerminal(os.Stdout) {
				return refused("the demo draws a screen: run it in a terminal, not in a pipe")
			}
			return demo(c.Context(), ownScreen)
		},
	}
}

// demo plays the story until yours, which shows your own screen over conn,
// returns.
func demo(ctx context.Context, yours func(ctx context.Context, conn *ssh.Client, id string) error) (err error) {
	dir, err := os.MkdirTemp("", "warroom-demo-")
	if err != nil {
		return fmt.Errorf("make a folder for the demo: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	cast, err := writeCast(dir)
	if err != nil {
		return err
	}
	log, err := openLog(dir)
	if err != nil {
		return err
	}
	c := config{Data: dir, CADefaultRank: "observer"}
	c.Limits.PerSource = 100
	house, err := open(ctx, log, c, slog.New(slog.DiscardHandler))
	if err != nil {
		return errors.Join(err, log.Close())
	}
	listener, err := listen(ctx, "127.0.0.1:0")
	if err != nil {
		return errors.Join(err, house.close())
	}
	running, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- contained(func() error { return house.run(running, listener) }) }()
	err = act(running, listener.Addr(), cast, yours)
	stop()
	return errors.Join(err, <-ended)
}

// you is the name of the person running the demo.
const you = "you"

// writeCast makes a key for you and everyone in the story, and writes into dir
// the keys file and the sheets of the story.
func writeCast(dir string) (map[string]ssh.Signer, error) {
	cast := map[string]ssh.Signer{}
	var file strings.Builder
	add := func(name, rank string) error {
		_, private, err := ed25519.GenerateKey(rand.Reader)
		if err != nil {
			return fmt.Errorf("make a key for %s: %w", name, err)
		}
		if cast[name], err = ssh.NewSignerFromSigner(private); err != nil {
			return fmt.Errorf("make a key for %s: %w", name, err)
		}
		key := strings.TrimSpace(string(ssh.MarshalAuthorizedKey(cast[name].PublicKey())))
		fmt.Fprintf(&file, "rank=%q %s %s\n", rank, key, name)
		return nil
	}
	for _, p := range storyPeople {
		if err := add(p.name, p.rank); err != nil {
			return nil, err
		}
	}
	if err := add(you, "manager"); err != nil {
		return nil, err
	}
	return cast, errors.Join(
		os.WriteFile(filepath.Join(dir, "authorized_keys"), []byte(file.String()), 0o600),
		os.Mkdir(filepath.Join(dir, "systems"), 0o700),
		os.WriteFile(filepath.Join(dir, "systems", "story.yaml"), []byte(storySheets), 0o600))
}

// act connects everyone, plays the opening, and then plays the story beside
// your screen.
func act(ctx context.Context, addr net.Addr, cast map[string]ssh.Signer, yours func(context.Context, *ssh.Client, string) error) error {
	conns := map[string]*ssh.Client{}
	defer func() {
		for _, conn := range conns {
			_ = conn.Close()
		}
	}()
	for name, key := range cast {
		conn, err := dial(addr.String(), name, key)
		if err != nil {
			return fmt.Errorf("%s can't come in: %w", name, err)
		}
		conns[name] = conn
	}
	id, err := order(conns[storyPeople[0].name], "declare --drill --sev 3 "+storyTitle)
	if err != nil {
		return err
	}
	for _, p := range storyPeople {
		if err := attend(conns[p.name], id); err != nil {
			return err
		}
	}
	if err := play(ctx, conns, id, opening); err != nil {
		return err
	}
	playing, stop := context.WithCancel(ctx)
	played := make(chan error, 1)
	go func() { played <- contained(func() error { return play(playing, conns, id, story) }) }()
	err = yours(ctx, conns[you], id)
	stop()
	if told := <-played; !errors.Is(told, context.Canceled) {
		err = errors.Join(err, told)
	}
	return err
}

func dial(addr, name string, key ssh.Signer) (*ssh.Client, error) {
	return ssh.Dial("tcp", addr, &ssh.ClientConfig{
		User:            name,
		Auth:            []ssh.AuthMethod{ssh.PublicKeys(key)},
		HostKeyCallback: ssh.InsecureIgnoreHostKey(), // loopback, to this process
	})
}

// order runs one verb over a connection and returns its output.
func order(conn *ssh.Client, line string) (string, error) {
	s, err := conn.NewSession()
	if err != nil {
		return "", fmt.Errorf("%q: %w", line, err)
	}
	defer s.Close()
	var words bytes.Buffer
	s.Stderr = &words
	out, err := s.Output(line)
	if err != nil {
		return "", fmt.Errorf("%q: %w: %s", line, err, words.String())
	}
	return strings.TrimSpace(string(out)), nil
}

// attend makes someone watch the bridge for as long as the connection lasts.
func attend(conn *ssh.Client, id string) error {
	s, err := conn.NewSession()
	if err != nil {
		return fmt.Errorf("attend: %w", err)
	}
	s.Stdout, s.Stderr = io.Discard, io.Discard
	return s.Start("watch " + id)
}

// play carries out the beats at their pace, until ctx ends. A refusal is no
// fault, since you may have changed the story.
func play(ctx context.Context, conns map[string]*ssh.Client, id string, beats []beat) error {
	last := "#1"
	for _, b := range beats {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(b.after):
		}
		wrote, err := b.act(conns[b.who], id, last)
		var exit *ssh.ExitError
		switch {
		case err == nil:
			last = wrote
		case !errors.As(err, &exit):
			return err
		}
	}
	return nil
}

// act carries out a beat, and returns the number of its entry. last is the
// number of the entry before.
func (b beat) act(conn *ssh.Client, id, last string) (wrote string, err error) {
	out, err := order(conn, "do "+id+" "+strings.ReplaceAll(b.verb, that, last))
	wrote, _, _ = strings.Cut(out, " ")
	return wrote, err
}
