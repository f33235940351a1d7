package sshd

import (
	"context"
	"errors"
	"strings"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"warroom/session"
	"warroom/session/incident"
)

// redeemLimit bounds how long the log may take to enrol a key.
const redeemLimit = 10 * time.Second

// The questions for an invite's code, as the SSH client shows them.
const (
	inviteAsk    = "This key isn't known here. If you were invited, type the code of your invite.\nIf you are known by another key, name it: ssh -i FILE"
	invitePrompt = "Invite code: "
)

// whyNoKey is sent to anyone who is refused, strangers included: it doesn't tell
// whether a key or a name is known here.
const whyNoKey = "No SSH key that you offered lets you in here. If one of yours should, offer that one alone:\r\n" +
	"  ssh -o IdentitiesOnly=yes -i ~/.ssh/id_ed25519 ...\r\n" +
	"If it is refused too, or you are new here, ask who runs this war room.\r\n"

// errNoKey refuses a client that has no more keys to offer.
var errNoKey = errors.New("only a key proves who someone is here")

// keyRefused says which key was refused and why, and whose key it is if that is known.
// The SSH library's error doesn't name the key, and a client may try several.
type keyRefused struct {
	who identity
	why error
}

func (k *keyRefused) Error() string { return fingerprintOf(k.who.key) + ": " + k.why.Error() }
func (k *keyRefused) Unwrap() error { return k.why }

// prove answers for a key that a client offers. While an invite is open, an unknown key
// is asked to prove itself and then for the invite's code.
func (d *Door) prove(c *conn, m gossh.ConnMetadata, key gossh.PublicKey) (*gossh.Permissions, error) {
	return d.proveAgain(c, m, key, nil)
}

// refuseTyping refuses keyboard-interactive authentication. Clients try it when they
// have no more keys, so this is when advise tells people what to do.
func refuseTyping(gossh.ConnMetadata, gossh.KeyboardInteractiveChallenge) (*gossh.Permissions, error) {
	return nil, errNoKey
}

// advise tells a client what to do after a refused attempt, once: at its last try, or
// when it has no more keys.
func (d *Door) advise(c *conn, m gossh.ConnMetadata, method string, err error) {
	var partial *gossh.PartialSuccessError
	if err == nil || errors.As(err, &partial) || c.tries == 0 && method == "none" {
		return // x/crypto doesn't count a first "none" either
	}
	c.tries++
	last := method == "publickey" && c.tries >= d.config.Limits.Tries
	if conn, ok := m.(gossh.ServerPreAuthConn); ok && !c.advised && (last || errors.Is(err, errNoKey)) {
		c.advised = true
		_ = conn.SendAuthBanner(whyNoKey) // the refusal holds, whether the client reads this or not
	}
}

// proveAgain is prove after the key first was proved and found unknown. Another key may
// be known; after a second unknown one, only the code is left to ask for. So a person
// with several keys gets in by the right one, and a newcomer with many is asked for the
// code before their tries are used up.
func (d *Door) proveAgain(c *conn, m gossh.ConnMetadata, key, first gossh.PublicKey) (*gossh.Permissions, error) {
	d.auth.reload.await()
	who, err := d.auth.admit(key, m.RemoteAddr())
	if err == nil {
		c.advance(stageKeyOffered)
		return c.login.allow(who), nil
	}
	again := first != nil && string(first.Marshal()) == string(key.Marshal())
	if !errors.Is(err, errUnknownKey) || again || !d.auth.mayEnrol(key) {
		who.key = key
		return nil, &keyRefused{who, err}
	}
	next := gossh.ServerAuthCallbacks{KeyboardInteractiveCallback: d.askCode(c, key)}
	if first == nil {
		next.PublicKeyCallback = func(m gossh.ConnMetadata, another gossh.PublicKey) (*gossh.Permissions, error) {
			return d.proveAgain(c, m, another, key)
		}
	}
	return nil, &gossh.PartialSuccessError{Next: next}
}

// askCode asks the client that has proved key for an invite's code, and enrols the key.
func (d *Door) askCode(c *conn, key gossh.PublicKey) func(gossh.ConnMetadata, gossh.KeyboardInteractiveChallenge) (*gossh.Permissions, error) {
	return func(m gossh.ConnMetadata, ask gossh.KeyboardInteractiveChallenge) (*gossh.Permissions, error) {
		c.extend(d.config.Limits.InviteCode)
		c.advance(stageInviteCode)
		defer c.advance(stageEncrypted)
		answers, err := ask("", inviteAsk, []string{invitePrompt}, []bool{true})
		if err != nil {
			return nil, err
		}
		e, err := d.redeem(c, strings.Join(answers, ""), session.Newcomer{
			Name:        m.User(),
			Key:         strings.TrimSpace(string(gossh.MarshalAuthorizedKey(key))),
			Fingerprint: fingerprintOf(key),
			Taken:       d.taken,
		})
		if err != nil {
			_, _ = ask("", whyNotEnrolled(err), nil, nil) // the refusal holds, whether the client reads this or not
			return nil, &keyRefused{identity{key: key}, err}
		}
		who := identity{key: key, Person: incident.Person{
			Name: e.Name, Rank: e.Rank, Key: e.Fingerprint, Proof: proofInvite, Only: e.Only, Until: e.Until,
		}}
		d.log.Info("enrolled a key by invite", "name", e.Name, "rank", e.Rank, "key", e.Fingerprint, "invited by", e.By)
		return c.login.allow(who), nil
	}
}

// whyNotEnrolled returns the reason for the newcomer. A fault's cause is for the log.
func whyNotEnrolled(err error) string {
	var refusal incident.Refusal
	var fault session.Fault
	switch {
	case errors.As(err, &refusal):
		return refusal.Why
	case errors.As(err, &fault) && fault.Unsure:
		return "it isn't known whether your key was enrolled: connect again; if you are asked for a code, type the same one, and if that is refused, ask for a new one"
	}
	return "your key could not be enrolled: try again, and tell the people who run this server"
}

// errNoTurn is for a newcomer whose code wasn't tried before the time was over.
var errNoTurn = incident.Refusal{Why: "many codes are being tried at this moment, and yours wasn't: try it again in a few minutes"}

// redeem tries a code when its turn comes.
func (d *Door) redeem(c *conn, code string, n session.Newcomer) (e session.Enrolment, err error) {
	c.extend(d.config.Limits.InviteCode + redeemLimit)
	waits, cancel := context.WithTimeout(c.clientCtx, d.config.Limits.InviteCode)
	defer cancel()
	tried := false
	err = d.codes.try(waits, c.pending.source, func() error {
		tried = true
		ctx, cancel := context.WithTimeout(context.Background(), redeemLimit)
		defer cancel()
		e, err = d.hub.People().Redeem(ctx, code, n)
		return err
	})
	if !tried {
		return e, errNoTurn
	}
	return e, err
}

// taken reports whether name is, or looks like, that of a person in the keys file or on
// record: such a person may come by certificate.
func (d *Door) taken(name string) bool { return d.auth.keys.now().has(name) || d.hub.Knows(name) }
