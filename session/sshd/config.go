package sshd

import (
	"context"
	"log/slog"
	"time"

	"warroom/session/exec"
	"warroom/session/incident"
)

// Config configures the door. A zero value means the default.
type Config struct {
	HostKey           string        // path of the ed25519 host key, made on the first start
	AuthorizedKeys    string        // path of the keys file, which may not exist yet
	TrustedUserCAKeys string        // path of the keys of certificate authorities; empty: none
	RevokedKeys       string        // path of public keys or of a KRL; empty: none
	CADefaultRank     incident.Rank // of a certificate that names none; default observer
	Limits            Limits

	// Screen runs one person's screen until they leave, ctx ends, or it
	// returns; the reason why ctx ended is its cause.
	Screen func(ctx context.Context, t *Terminal) error

	Commands *exec.Commands // runs command lines

	Logger *slog.Logger     // default slog.Default()
	Now    func() time.Time // default time.Now
}

// Limits bound what one client can use. A zero value means the default, which follows
// each field's meaning.
type Limits struct {
	Handshake          time.Duration // until a key is proved and, again, until a session opens; 20 s
	Identification     time.Duration // until a client has sent its identification; 5 s
	Grace              time.Duration // after each step, until a connection without a session may be evicted for another; 3 s
	Wait               time.Duration // for a place among those without a session; 10 s
	InviteCode         time.Duration // for typing an invite's code, and again for its turn to be tried; 2 min
	CodePerSource      time.Duration // between a wrong code from an address and the next; 5 s
	CodeInAll          time.Duration // between two codes from anyone: session.maxInvites relies on it; 1 s
	Tries              int           // to authenticate on one connection; 6, as sshd's MaxAuthTries
	UnprovenPerSource  int           // connections without a session yet, from one address; 10
	Unproven           int           // the same, from all addresses; 100
	SessionsPerKey     int           // open at one time, and as many connections; 8
	Keepalive          time.Duration // between questions to the client; 4 s
	AwayAfter          time.Duration // of silence: the link doesn't answer; 10 s
	GoneAfter          time.Duration // of silence: the connection is closed; 40 s
	Stall              time.Duration // that one write may hang while the link answers; 10 min
	Idle               time.Duration // without a key, until a screen is closed; default never
	LastMessage        time.Duration // for the last message to a client that is turned away or evicted; 1 s
	Drain              time.Duration // for everyone to leave when the server stops; 4 s
	EnvBytes, EnvCount int           // of a session's environment; 1 KiB, 8
}

func (c Config) withDefaults() Config {
	if c.CADefaultRank == incident.RankNone {
		c.CADefaultRank = incident.RankObserver
	}
	if c.Logger == nil {
		c.Logger = slog.Default()
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	c.Limits = c.Limits.withDefaults()
	return c
}

func (l Limits) withDefaults() Limits {
	or(&l.Handshake, 20*time.Second)
	or(&l.Identification, 5*time.Second)
	or(&l.Grace, 3*time.Second)
	or(&l.Wait, 10*time.Second)
	or(&l.InviteCode, 2*time.Minute)
	or(&l.CodePerSource, 5*time.Second)
	or(&l.CodeInAll, time.Second)
	or(&l.Tries, 6)
	or(&l.UnprovenPerSource, 10)
	or(&l.Unproven, 100)
	or(&l.SessionsPerKey, 8)
	or(&l.Keepalive, 4*time.Second)
	or(&l.AwayAfter, 10*time.Second)
	or(&l.GoneAfter, 40*time.Second)
	or(&l.Stall, 10*time.Minute)
	or(&l.LastMessage, time.Second)
	or(&l.Drain, 4*time.Second)
	or(&l.EnvBytes, 1<<10)
	or(&l.EnvCount, 8)
	return l
}

// or sets v to def if it is zero.
func or[T comparable](v *T, def T) {
	var zero T
	if *v == zero {
		*v = def
	}
}
