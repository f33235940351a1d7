package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"warroom/session"
	"warroom/session/exec"
	"warroom/session/incident"
	"warroom/session/playbook"
	"warroom/session/sshd"
	"warroom/store"
	"warroom/store/files"
	"warroom/tui"
)

// How often the server looks for changes.
const (
	followPeople = time.Second // of people, by "warroom user"
	followFiles  = time.Second // of the playbook and the sheets
)

func serveCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "serve",
		Short: "Open the war room",
		Long: `Runs the SSH server until it is told to stop (SIGTERM, ctrl+c): then nobody new
comes in, people inside are told and disconnected, and the database is closed whole.
On the very first start it lets your own SSH keys in as manager.`,
		Args: only(),
		RunE: func(c *cobra.Command, _ []string) error {
			conf, err := loadConfig(c.Flags(), os.Environ)
			if err != nil {
				return err
			}
			return serve(c.Context(), conf, c.OutOrStdout(), c.ErrOrStderr())
		},
	}
	serveFlags(c.Flags())
	return c
}

// serve runs a server until ctx ends.
func serve(ctx context.Context, c config, out, words io.Writer) error {
	folded := newFoldedLog(slog.NewTextHandler(words, nil))
	defer folded.fold.tellAll()
	logger := slog.New(folded)
	slog.SetDefault(logger) // messages of the SSH library about its clients
	log, err := openLog(c.Data)
	if err != nil {
		return err
	}
	log.LogTo(logger)
	return serveOn(ctx, log, logger, c, out, words)
}

// serveOn serves the record in log, and closes it.
func serveOn(ctx context.Context, log store.Log, logger *slog.Logger, c config, out, words io.Writer) error {
	house, err := open(ctx, log, c, logger)
	if err != nil {
		return errors.Join(err, log.Close())
	}
	listener, err := listen(ctx, c.Listen)
	if err != nil {
		return errors.Join(err, house.close())
	}
	tellFaults(words, append(house.door.Faults(), house.library.Faults()...))
	if err := bootstrap(ctx, house.hub, c, listener.Addr(), words); err != nil {
		return errors.Join(err, listener.Close(), house.close())
	}
	fmt.Fprintf(out, "listening people %s\n", listener.Addr())
	fmt.Fprintf(words, "come in with:  %s\n", sshLine(listener.Addr()))
	fmt.Fprintf(words, "ssh asks once whether this is the right server: say yes if it shows\n               ED25519 key fingerprint is %s\n", house.door.Fingerprint())
	return house.run(ctx, listener)
}

// house holds all parts of one server.
type house struct {
	log     store.Log
	hub     *session.Hub
	door    *sshd.Door
	library *playbook.Library
	logger  *slog.Logger
}

// open reads the record, the keys and the server's files, and opens no door
// yet. On success the returned value owns the log.
func open(ctx context.Context, log store.Log, c config, logger *slog.Logger) (*house, error) {
	library := c.library()
	var opened atomic.Pointer[sshd.Door] // nil until the door exists
	hub, err := session.Open(ctx, log, session.Options{Logger: logger, Rules: library.Rules, Faults: func() string {
		return briefOf(library, opened.Load())
	}})
	if err != nil {
		if ctx.Err() != nil {
			return nil, err
		}
		return nil, advise(c.Data, "read", err)
	}
	rank, err := incident.ParseRank(c.CADefaultRank)
	if err != nil {
		return nil, errors.Join(err, hub.Close(ctx))
	}
	door, err := sshd.New(hub, sshd.Config{
		HostKey:           filepath.Join(c.Data, hostKeyName),
		AuthorizedKeys:    c.keysFile(),
		TrustedUserCAKeys: c.TrustedUserCA,
		RevokedKeys:       c.RevokedKeys,
		CADefaultRank:     rank,
		Limits:            c.doorLimits(),
		Commands:          exec.New(hub, exec.Config{Formats: formats(time.Now), Guides: guides()}),
		Screen:            screen(hub, tui.NewFrames(), logger),
		Logger:            logger,
	})
	if err != nil {
		if errors.Is(err, fs.ErrPermission) {
			err = fmt.Errorf("%w: make it readable for the user who starts the server (chown, chmod 600)", err)
		}
		err = errors.Join(err, hub.Close(ctx))
		var open *files.Exposed
		if errors.As(err, &open) {
			return nil, failure{exitRefused, err}
		}
		return nil, err
	}
	opened.Store(door)
	return &house{log: log, hub: hub, door: door, library: library, logger: logger}, nil
}

// run lets people in until ctx ends, then disconnects everyone.
func (h *house) run(ctx context.Context, l net.Listener) error {
	following, stop := context.WithCancel(ctx)
	defer stop()
	h.follow(following)
	served := make(chan error, 1)
	go func() { served <- contained(func() error { return h.door.Serve(l) }) }()
	select {
	case err := <-served:
		return errors.Join(err, h.close())
	case <-ctx.Done():
	}
	h.logger.Info("stopping: nobody new comes in, people inside are told")
	err := h.close()
	return errors.Join(err, <-served)
}

// follow applies, until ctx ends, the changes that others make in the record
// and in the server's files.
func (h *house) follow(ctx context.Context) {
	go h.keep(ctx, "follow who may come in", func(ctx context.Context) { _ = h.hub.People().Follow(ctx, followPeople) })
	go h.keep(ctx, "follow the playbook and the sheets", func(ctx context.Context) { h.library.Follow(ctx, followFiles, h.logFaults) })
}

// listen opens the port, or returns an error that says what to do.
func listen(ctx context.Context, addr string) (net.Listener, error) {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", addr)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, refused("%s is in use: stop the program that listens there, or give --listen another port (0 picks one)", addr)
	case err != nil:
		return nil, refused("can't listen on %s (%w): give --listen an address of this machine, as 127.0.0.1:2222", addr, err)
	}
	return l, nil
}
