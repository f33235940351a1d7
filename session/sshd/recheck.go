package sshd

import (
	"context"
	"errors"
	"net"
	"time"

	"warroom/session"
	"warroom/session/incident"
)

const (
	reloadEvery  = 250 * time.Millisecond // between two reloads of the files of keys
	recheckEvery = time.Second            // between two rechecks of everyone while no file changes

	// goneAfter is how long a line must be missing from the keys file until its holder's
	// screens end: some editors empty a file before they write it. Meanwhile those
	// screens show nothing new.
	goneAfter = 2 * time.Second
)

// Reasons for people with a session whose key has changed.
const (
	whyGone       = "your key isn't known here any more: ask the people who run this war room"
	whyChanged    = "what your key may do has changed: connect again"
	whyUnreadable = "the keys file can't be read at the moment, so its keys can do nothing: ask the people who run this server"
)

// errGone and errUnreadable may pass: somebody may be writing the keys file.
var (
	errGone       = incident.Refusal{Why: whyGone}
	errUnreadable = incident.Refusal{Why: whyUnreadable}
)

// stillAllowed identifies a person with a session anew: by the same key, from the same
// address. It is called after a reload: for each new session and each verb, and
// regularly for everyone. The error is a Refusal.
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

// covers reports whether a person who is i now may do all that they could as was.
func (i identity) covers(was identity) bool {
	return i.Name == was.Name && i.Rank >= was.Rank && (i.Only == "" || i.Only == was.Only) && (!i.noPTY || was.noPTY)
}

// vouch returns why a command of a person with a session isn't accepted, nil if it is:
// their key may have been removed or limited since they came in. It accepts people who
// have no session here, who are for others to vouch for.
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
			go d.guard("recheck a connection", func() { ch.conn.recheck(time.Now()) })
			return err
		}
	}
	return nil
}

// vouchReading returns why a person with a session is shown nothing new now, nil if
// they are, as of the last recheck. It is called for each scene of each screen.
func (d *Door) vouchReading(p incident.Person) error {
	for _, ch := range d.sessions.of(p.Key) {
		if why := ch.heldBack.Load(); why != nil && ch.who().Person == p {
			return *why
		}
	}
	return nil
}

// recheckPeople rechecks everyone with a session, until ctx ends: as soon as a file of
// keys has changed, and every recheckEvery.
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
			d.guard("recheck people", func() {
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

// recheck ends the connection of a person who may not be here any more, and sessions
// that may do more than their person may now. Its findings are what vouchReading
// returns from then on.
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
			go c.door.guard("end a connection", func() { c.endSoon(err.Error()) })
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

// setHeldBack notes whether the session's person, who is now, is shown anything new,
// given the error of their recheck. An unreadable keys file holds nothing back.
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

// setIdentity sets the connection's person.
func (c *conn) setIdentity(now identity) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.identity, c.goneSince = now, time.Time{}
}

// endsAccess reports whether err ends a person's sessions. An unreadable keys file
// doesn't: its keys can do nothing meanwhile, and their screens stay. A line that was
// removed must stay so for goneAfter.
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
