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

// The words around an invite's code, as the SSH client shows them.
const (
	inviteAsk    = "This key isn't known here. If you were invited, type the code of your invite.\nIf you are known by another key, name it: ssh -i FILE"
	invitePrompt = "Invite code: "
)

// whyNoKey is told to whoever is refused, a stranger among them: it says nothing
// of whether a key or a name is known here.
const whyNoKey = "No SSH key that you offered lets you in here. If one of yours should, offer that one alone:\r\n" +
	"  ssh -o IdentitiesOnly=yes -i ~/.ssh/id_ed25519 ...\r\n" +
	"If it is refused too, or you are new here, ask who runs this war room.\r\n"

// errNoKey refuses someone who has no more keys to offer.
var errNoKey = errors.New("nothing but a key proves anybody here")

// keyRefused says which key was refused, with whose it is where that is known,
// and why. The SSH library says nothing of the key, and a client may try several.
type keyRefused struct {
	who identity
	why error
}

func (k *keyRefused) Error() string { return fingerprintOf(k.who.key) + ": " + k.why.Error() }
func (k *keyRefused) Unwrap() error { return k.why }

// prove answers for a key that a client offers. The key of a stranger, where
// an invite is open, is asked to prove itself and then for the invite's code.
func (d *Door) prove(c *conn, m gossh.ConnMetadata, key gossh.PublicKey) (*gossh.Permissions, error) {
	return d.proveAgain(c, m, key, nil)
}

// refuseTyping answers whoever would rather type than prove a key. Clients turn to that
// when they have no more keys, which is the moment to tell people what to do.
func refuseTyping(gossh.ConnMetadata, gossh.KeyboardInteractiveChallenge) (*gossh.Permissions, error) {
	return nil, errNoKey
}

// advise tells a client what to do, after an attempt to prove themselves that was
// refused: once, with their last try or when they have no more keys.
func (d *Door) advise(c *conn, m gossh.ConnMetadata, method string, err error) {
	var partial *gossh.PartialSuccessError
	if err == nil || errors.As(err, &partial) || c.tries == 0 && method == "none" {
		return // x/crypto doesn't count a first "none" either
	}
	c.tries++
	last := method == "publickey" && c.tries >= d.config.Limits.Tries
	if conn, ok := m.(gossh.ServerPreAuthConn); ok && !c.advised && (last || errors.Is(err, errNoKey)) {
		c.advised = true
		_ = conn.SendAuthBanner(whyNoKey) // the refusal stands, heard or not
	}
}

// proveAgain is prove after the key first was proved and found unknown. That
// key has failed; another may be known; a second unknown one leaves nothing to
// ask but the code. So someone with several keys gets in by the right one, and
// a newcomer with many comes to the code before their tries are spent.
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

// askCode asks who has proved key for an invite's code, and enrols the key.
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
			_, _ = ask("", whyNotEnrolled(err), nil, nil) // it stands, heard or not
			return nil, &keyRefused{identity{key: key}, err}
		}
		who := identity{key: key, Person: incident.Person{
			Name: e.Name, Rank: e.Rank, Key: e.Fingerprint, Proof: proofInvite, Only: e.Only, Until: e.Until,
		}}
		d.log.Info("enrolled a key by invite", "name", e.Name, "rank", e.Rank, "key", e.Fingerprint, "invited by", e.By)
		return c.login.allow(who), nil
	}
}

// whyNotEnrolled is what the newcomer reads. A fault's cause is for the log.
func whyNotEnrolled(err error) string {
	var refusal incident.Refusal
	var fault session.Fault
	switch {
	case errors.As(err, &refusal):
		return refusal.Why
	case errors.As(err, &fault) && fault.Unsure:
		return "whether your key was enrolled is not known: connect again; if you are asked for a code, the one you have still opens, or ask for a new one"
	}
	return "your key could not be enrolled: try again, and tell whoever runs this server"
}

// errNoTurn is for whoever had no turn to try a code: none was tried.
var errNoTurn = incident.Refusal{Why: "many codes are being tried at this moment, and yours had no turn: try it again in a few minutes"}

// redeem tries a code when it has its turn.
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

// taken reports whether a name is, or could be taken for, that of someone whom
// the keys file knows, or who stands on record: they may come by certificate.
func (d *Door) taken(name string) bool { return d.auth.keys.now().has(name) || d.hub.Knows(name) }
