package tui

import (
	"context"
	"maps"
	"slices"

	tea "charm.land/bubbletea/v2"

	"warroom/session"
	"warroom/session/incident"
)

// profileStore holds the person's profile, and writes one change at a time.
type profileStore struct {
	session.Profile
	loaded    bool
	saving    bool // a write is under way
	saveAgain bool // it changed after that write began
}

func newProfileStore() profileStore {
	return profileStore{Profile: session.Profile{Read: map[incident.ID]session.ReadMark{}}}
}

// profileMsg is the profile that was saved when the person connects.
type profileMsg struct{ profile session.Profile }

// savedMsg is the result of writing a change.
type savedMsg struct{ err error }

// loadProfile reads the profile. If it can't be read, the person connects as if
// for the first time.
func (r *Root) loadProfile() tea.Cmd {
	return func() tea.Msg {
		desk, err := r.hub.Profile(r.ctx, r.who.Key)
		if err != nil {
			return profileMsg{}
		}
		return profileMsg{desk}
	}
}

// onProfile opens the bridge that the person asked for, or else the one where
// they were when their link broke.
func (r *Root) onProfile(msg profileMsg) tea.Cmd {
	r.prefs = r.prefs.withProfile(msg.profile, r.frames)
	last := msg.profile.Last
	r.profile.Profile, r.profile.loaded = msg.profile, true
	r.profile.Read = maps.Clone(msg.profile.Read)
	if r.profile.Read == nil {
		r.profile.Read = map[incident.ID]session.ReadMark{}
	}
	switch {
	case r.startup.requested != "":
		return r.open(r.startup.requested)
	case last != "":
		return r.open(last)
	}
	return r.flushInput()
}

// saveProfile writes the profile, after the write that is under way, if any.
func (r *Root) saveProfile() tea.Cmd {
	r.profile.Theme, r.profile.Zone, r.profile.Alert = r.prefs.themeChoice.String(), "", r.prefs.alert.String()
	if r.prefs.zoneChoice != nil {
		r.profile.Zone = r.prefs.zoneChoice.String()
	}
	if r.profile.saving {
		r.profile.saveAgain = true
		return nil
	}
	r.profile.saving = true
	write := r.profile.saveFunc(r.deps, r.who.Key)
	return func() tea.Msg { return savedMsg{write(r.ctx)} }
}

// saveFunc returns a function that writes the profile as it is now.
func (k profileStore) saveFunc(h deps, key string) func(context.Context) error {
	d := k.Profile
	d.Read = maps.Clone(d.Read)
	return func(ctx context.Context) error { return h.hub.SaveProfile(ctx, key, d) }
}

// onSaved writes a change that came while the last was written. A failure is
// shown and nothing more: the incident matters more than the settings.
func (r *Root) onSaved(msg savedMsg) tea.Cmd {
	r.profile.saving = false
	if msg.err != nil {
		r.notice = warning("your settings could not be saved: " + plain(msg.err))
		return nil
	}
	if r.hub.ProfileWaits(r.who.Key) {
		r.notice = note("your settings change often: the last of them is saved within half a minute")
	}
	if !r.profile.saveAgain {
		return nil
	}
	r.profile.saveAgain = false
	return r.saveProfile()
}

// saveLast writes the lines that wait to be sent, how far the person has read, and what
// they typed and didn't send, at the end of their screen. It waits for the store, at most
// exitTimeout.
func (r *Root) saveLast() {
	if !r.profile.loaded {
		return
	}
	if r.bridge != nil {
		r.profile.Read[r.bridge.id()] = r.bridge.readMark
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.ctx), exitTimeout)
	defer cancel()
	var notSent []string
	if r.bridge != nil {
		half, stop := context.WithTimeout(ctx, exitTimeout/2)
		notSent = r.sendRest(half)
		stop()
	}
	_ = r.saveUnsent(notSent...)(ctx)              // if it fails, they type it again
	_ = r.profile.saveFunc(r.deps, r.who.Key)(ctx) // if it fails, the next brief counts more as unread
	r.leaveSeat()
}

// saveSaid saves how far the person has read the bridge once that has them read what was said
// to them: it no longer stands in the lobby of another screen of theirs.
func (r *Root) saveSaid() tea.Cmd {
	if r.bridge == nil || !r.profile.loaded {
		return nil
	}
	id := r.bridge.id()
	i := slices.IndexFunc(r.lobby.summaries, func(s session.Summary) bool { return s.ID == id })
	if i < 0 {
		return nil
	}
	before, now := r.lobby.summaries[i].ReadTo(r.profile.Read[id]), r.lobby.summaries[i].ReadTo(r.bridge.readMark)
	if len(now.Waits.Said) == len(before.Waits.Said) {
		return nil
	}
	r.profile.Read[id] = r.bridge.readMark
	return r.saveProfile()
}

// markOf returns the mark of a person who has read all of an incident.
func markOf(v incident.View) session.ReadMark {
	return session.ReadMark{Seq: v.Last(), Written: v.Written()}
}
