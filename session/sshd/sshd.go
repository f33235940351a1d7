// Package sshd is the people's door: it turns keys, certificates and invites
// into a Person, a terminal into a screen, and the end of a command line into an
// exit status.
//
// Its one idea: who someone is follows from the key that they proved and from
// nothing else they say; and everything that a client can make grow, last or
// wait (connections, sessions, windows, environments, pastes, silence) has a
// bound.
//
// It refuses to know what a screen looks like, what a verb does, what an incident
// means, and where the log is kept: it is handed a function that runs a screen and
// the Commands that answer a line, and asks the Hub for the rest.
package sshd

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"charm.land/ssh"
	"charm.land/wish/v2"
	gossh "golang.org/x/crypto/ssh"

	"warroom/session"
	"warroom/store/files"
)

// whyStopping is the reason for people with a session when the server stops.
const whyStopping = "the server stops; what is written is kept, come back when it is up"

// Door is the people's door of one server. Its methods are safe to call concurrently.
type Door struct {
	hub         *session.Hub
	config      Config
	auth        *authorizer // decides who may come in
	codes       *guesses
	fingerprint string // of the host key
	server      *ssh.Server
	log         *slog.Logger
	faults      atomic.Pointer[[]files.Fault]

	pending        pendingConns
	handshakeSlots chan struct{} // holds a value for each slot in use
	disconnecting  atomic.Int64  // connections that are being told why they are turned away
	sessions       sessionsByKey // that are open
	closedSilently atomic.Int64  // connections closed without a reason since the log last counted them

	mu       sync.Mutex // guards all below
	listener net.Listener
	conns    map[*conn]struct{}
	draining bool
}

// New reads the door's files and returns a door that isn't open yet. A file that can't
// be read at all is an error; a line that can't is among the Faults. It makes the host
// key if there is none.
func New(hub *session.Hub, c Config) (*Door, error) {
	c = c.withDefaults()
	d := &Door{
		hub: hub, config: c, log: c.Logger, codes: newGuesses(c.Limits),
		conns:          map[*conn]struct{}{},
		handshakeSlots: make(chan struct{}, maxHandshakes()),
		pending:        pendingConns{most: c.Limits.Unproven, perSource: c.Limits.UnprovenPerSource, grace: c.Limits.Grace},
	}
	var err error
	if d.auth, err = newAuthorizer(hub.People(), c); err != nil {
		return nil, err
	}
	d.updateFaults()
	hostKey, err := hostKey(c.HostKey, c.Logger)
	if err != nil {
		return nil, err
	}
	signer, err := gossh.ParsePrivateKey(hostKey)
	if err != nil {
		return nil, fmt.Errorf("read the host key: %w", err)
	}
	d.fingerprint = gossh.FingerprintSHA256(signer.PublicKey())
	d.server, err = wish.NewServer(
		wish.WithHostKeyPEM(hostKey),
		wish.WithVersion(strings.TrimPrefix(version, "SSH-2.0-")),
		wish.WithMiddleware(d.serve, d.containPanic),
		d.options,
	)
	if err != nil {
		return nil, fmt.Errorf("set up the people's door: %w", err)
	}
	hub.People().OnRevoke(d.onRevoke)
	hub.People().ListedBy(d.auth.listing)
	hub.People().Vouch(session.Voucher{Acts: d.vouch, Reads: d.vouchReading})
	return d, nil
}

// options sets what wish has no option for.
func (d *Door) options(s *ssh.Server) error {
	s.HandshakeTimeout = d.config.Limits.Handshake
	s.ConnCallback = d.onConnect
	s.ServerConfigCallback = d.serverConfig
	s.ChannelHandlers = map[string]ssh.ChannelHandler{"session": d.openChannel, "default": d.refuseChannel}
	s.RequestHandlers = map[string]ssh.RequestHandler{}
	s.SubsystemHandlers = map[string]ssh.SubsystemHandler{}
	return nil
}

// Fingerprint returns that of the ed25519 host key, as ssh shows it to people who
// connect for the first time: "SHA256:…".
func (d *Door) Fingerprint() string { return d.fingerprint }

// Serve lets people in until the listener closes or Drain is called, and then returns
// nil. It closes the listener.
func (d *Door) Serve(l net.Listener) error {
	d.mu.Lock()
	d.listener = l
	draining := d.draining
	d.mu.Unlock()
	if draining {
		_ = l.Close() // Drain may have closed it
		return nil
	}
	watching, stop := context.WithCancel(context.Background())
	defer stop()
	go d.guard("watch people", func() { d.recheckPeople(watching) })
	go d.guard("seat people", func() { d.placeWaiting(watching) })
	err := d.server.Serve(pacedListener{l, &d.pending})
	if errors.Is(err, ssh.ErrServerClosed) || errors.Is(err, net.ErrClosed) {
		return nil
	}
	return fmt.Errorf("people's door: %w", err)
}

// Addr returns the address on which the door listens, nil before Serve.
func (d *Door) Addr() net.Addr {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.listener == nil {
		return nil
	}
	return d.listener.Addr()
}

// Drain lets nobody in any more, ends all sessions with a reason, and closes the
// connections that remain after Limits.Drain or the end of ctx. It returns when all are
// closed.
func (d *Door) Drain(ctx context.Context) error {
	d.mu.Lock()
	d.draining = true
	if d.listener != nil {
		_ = d.listener.Close()
	}
	d.mu.Unlock()
	limit, cancel := context.WithTimeout(ctx, d.config.Limits.Drain)
	defer cancel()
	var leaving sync.WaitGroup
	for _, c := range d.connections() {
		leaving.Go(func() { d.guard("end a connection", func() { c.end(limit, whyStopping) }) })
	}
	leaving.Wait()
	final, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	if err := d.server.Shutdown(final); err != nil && !errors.Is(err, net.ErrClosed) {
		return fmt.Errorf("close the people's door: %w", err)
	}
	return nil
}

// onRevoke ends every connection of a revoked person or key.
func (d *Door) onRevoke(r session.Revocation) {
	word := whyRevoked
	if r.Why != "" {
		word += " (" + r.Why + ")"
	}
	for _, c := range d.connections() {
		if who, ok := c.who(); ok && who.is(r.Name, r.Fingerprint) {
			go d.guard("put out", func() { c.endSoon(word) })
		}
	}
}

// connections returns all open connections.
func (d *Door) connections() []*conn {
	d.mu.Lock()
	defer d.mu.Unlock()
	all := make([]*conn, 0, len(d.conns))
	for c := range d.conns {
		all = append(all, c)
	}
	return all
}
