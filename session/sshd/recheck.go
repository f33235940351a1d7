package sshd

import (
	"context"
	"errors"
	"net"
	"time"

	"warroom/session"
	"warroom/session/incident"
)

// How often the files of keys are looked at, how often everyone inside is asked
// anew who they are though no file says anything new, and how long a line must have
// been missing from the keys file until its holder's screens end: some editors
// empty a file before they write it. Meanwhile those screens show nothing new.
const (
	reloadEvery  = 250 * time.Millisecond
	recheckEvery = time.Second
	goneAfter    = 2 * time.Second
)

// Sentences for people inside whose key doesn't say any more what it said.
const (
	whyGone       = "your key isn't known here any more: ask who runs the war room"
	whyChanged    = "what your key may do has changed: come in again"
	whyUnreadable = "the keys file can't be read at the moment, so nobody can do anything by it: ask who runs the server"
)

// errGone and errBlind may pass: a keys file is written anew, or comes back.
var (
	errGone       = incident.Refusal{Why: whyGone}
	errUnreadable = incident.Refusal{Why: whyUnreadable}
)

// stillAllowed identifies a person inside anew, as the door did: by the same key, from
// the same address. It is called for each new session, for each verb, and for everyone
// inside again and again, each after a look at the files. Its error is a Refusal.
func (a *authorizer) stillAllowed(who identity, addr net.Addr) (identity, error) {
	now, err := a.admit(who.key, addr)
	var refusal incident.Refusal
	switch {
	case err == nil:
		if who.Proof == proofInvite && now.Proof == proofEnrolled {
			now.Proof = who.Proof
		}
		return now, nil
	case errors.Is(err, errUnknownKey) && a.keys.isUnreadable(), errors.Is(err, errUntrusted) && a.cas.isUnreadable():
		return who, errUnreadable
	case errors.Is(err, errUnknownKey), errors.Is(err, errUntrusted):
		return who, errGone
	case errors.As(err, &refusal):
		return who, refusal
	}
	return who, incident.Refusal{Why: err.Error()}
}

// covers reports whether someone who is i now may do all that they could as who
// they came in as.
func (i identity) covers(was identity) bool {
	return i.Name == was.Name && i.Rank >= was.Rank && (i.Only == "" || i.Only == was.Only) && (!i.noPTY || was.noPTY)
}

// vouch says why a word of someone inside isn't taken, nil where it is: their key
// may have been taken out or given less since they came in. People who didn't
// come in by this door are for others to vouch for.
func (d *Door) vouch(p incident.Person) error {
	sessions := d.sessions.of(p.Key)
	if len(sessions) == 0 {
		return nil
	}
	d.auth.reload.await()
	for _, ch := range sessions {
		was := ch.who()
		if was.Person != p {
			continue
		}
		now, err := d.auth.stillAllowed(was, ch.conn.RemoteAddr())
		if err == nil && !now.covers(was) {
			err = incident.Refusal{Why: whyChanged}
		}
		if err != nil {
			go d.guard("ask anew", func() { ch.conn.recheck(time.Now()) })
			return err
		}
	}
	return nil
}

// vouchReading says why someone inside is shown nothing new now, nil where they
// are, by what was found when they were last asked anew: each scene of each screen
// is held against it.
func (d *Door) vouchReading(p incident.Person) error {
	for _, ch := range d.sessions.of(p.Key) {
		if why := ch.heldBack.Load(); why != nil && ch.who().Person == p {
			return *why
		}
	}
	return nil
}

// recheckPeople has everyone inside asked anew, again and again, until ctx ends: as
// soon as a file of keys says something new, and every askAnew.
func (d *Door) recheckPeople(ctx context.Context) {
	turns := time.NewTicker(reloadEvery)
	defer turns.Stop()
	var asked time.Time
	var last keyFiles
	for {
		select {
		case <-ctx.Done():
			return
		case now := <-turns.C:
			d.guard("ask everyone anew", func() {
				d.auth.reload.await()
				d.updateFaults()
				said := d.auth.keyFiles()
				if said == last && now.Sub(asked) < recheckEvery {
					return
				}
				last, asked = said, now
				for _, c := range d.connections() {
					c.recheck(now)
				}
			})
		}
	}
}

// recheck ends the connection of someone who may not be here any more, and those
// sessions that may do more than their person may now. What it finds is what
// vouchReading says from then on.
func (c *conn) recheck(at time.Time) {
	who, ok := c.who()
	if !ok {
		return
	}
	now, err := c.door.auth.stillAllowed(who, c.RemoteAddr())
	for _, ch := range c.openSessions() {
		ch.setHeldBack(now, err)
	}
	if err != nil {
		if c.endsAccess(err, at) {
			go c.door.guard("put out", func() { c.endSoon(err.Error()) })
		}
		return
	}
	c.setIdentity(now)
	for _, ch := range c.openSessions() {
		if !now.covers(ch.who()) {
			ch.cancel(session.Ended{Why: whyChanged})
		}
	}
}

// setHeldBack notes whether the session's person is shown what is new, who are now,
// or of whom err is wrong. A keys file that can't be read says nothing of them.
func (ch *channel) setHeldBack(now identity, err error) {
	switch {
	case errors.Is(err, errUnreadable):
		err = nil
	case err == nil && !now.covers(ch.who()):
		err = incident.Refusal{Why: whyChanged}
	}
	if err == nil {
		ch.heldBack.Store(nil)
		return
	}
	ch.heldBack.Store(&err)
}

// setIdentity has the connection's person be who they are now.
func (c *conn) setIdentity(now identity) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.identity, c.goneSince = now, time.Time{}
}

// endsAccess reports whether what is wrong with a person's key ends what they have
// open. A keys file that can't be read says nothing of any one person: nobody
// does anything by it, and whoever reads a screen reads on. A line that was taken
// out must have stayed so for a moment.
func (c *conn) endsAccess(err error, at time.Time) bool {
	if errors.Is(err, errUnreadable) {
		return false
	}
	if !errors.Is(err, errGone) {
		return true
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.goneSince.IsZero() {
		c.goneSince = at
	}
	return at.Sub(c.goneSince) >= goneAfter
}
