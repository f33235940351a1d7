package sshd

import (
	"context"
	"log/slog"
	"time"

	"warroom/session/exec"
	"warroom/session/incident"
)

// Config says how the door opens. Zero values stand for the defaults.
type Config struct {
	HostKey           string        // path of the ed25519 host key, made on the first start
	AuthorizedKeys    string        // path of the keys file; it may not be there yet
	TrustedUserCAKeys string        // path of the certificate authorities' keys; empty: none
	RevokedKeys       string        // path of public keys or of a KRL; empty: none
	CADefaultRank     incident.Rank // of a certificate that says none; default observer
	Limits            Limits

	// Screen runs one person's screen until they leave, ctx ends, or it
	// returns; the reason why ctx ended is its cause.
	Screen func(ctx context.Context, t *Terminal) error

	Commands *exec.Commands // answers the command lines

	Logger *slog.Logger     // default slog.Default()
	Now    func() time.Time // default time.Now
}

// Limits bound what one client can take. Zero values stand for the defaults.
type Limits struct {
	Handshake          time.Duration // until a key is proved and, again, until a session opens; 20 s
	Identification     time.Duration // until a client has sent its identification; 5 s
	Grace              time.Duration // that a connection without a session is spared, after each step, when another wants its place; 3 s
	Wait               time.Duration // for a place among those without a session; 10 s
	InviteCode         time.Duration // until an invite's code is typed, after that, and again until it had its turn; 2 min
	CodePerSource      time.Duration // between a wrong code from an address and the next; 5 s
	CodeInAll          time.Duration // between two codes, whoever tries them: session.maxInvites rests on it; 1 s
	Tries              int           // at proving oneself, a connection; 6, as sshd's MaxAuthTries
	UnprovenPerSource  int           // connections that have opened no session yet, an address; 10
	Unproven           int           // the same, in all; 100
	SessionsPerKey     int           // and connections a key; 8
	Keepalive          time.Duration // between questions to the client; 4 s
	AwayAfter          time.Duration // of silence: the link doesn't answer; 10 s
	GoneAfter          time.Duration // of silence: the connection is closed; 40 s
	Stall              time.Duration // that one write may hang while the link answers; 10 min
	Idle               time.Duration // without a key, until a screen is closed; default never
	LastMessage        time.Duration // for a last word to someone who is put out; 1 s
	Drain              time.Duration // for everyone to leave when the server stops; 4 s
	EnvBytes, EnvCount int           // of a session's environment; 1 KiB, 8
}

func (c Config) withDefaults() Config {
	if c.CADefaultRank == incident.RankNone {
		c.CADefaultRank = incident.Observer
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

// or gives what is zero its default.
func or[T comparable](v *T, def T) {
	var zero T
	if *v == zero {
		*v = def
	}
}
