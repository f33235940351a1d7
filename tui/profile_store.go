package tui

import (
	"context"
	"maps"

	tea "charm.land/bubbletea/v2"

	"warroom/session"
	"warroom/session/incident"
)

// profileStore holds what the person's key is to remember, and has one change
// written at a time.
type profileStore struct {
	session.Profile
	loaded    bool
	saving    bool // a change is being written
	saveAgain bool // there was another since
}

func newProfileStore() profileStore {
	return profileStore{Profile: session.Profile{Read: map[incident.ID]session.ReadMark{}}}
}

// profileMsg is what the key remembered when its person came.
type profileMsg struct{ profile session.Profile }

// savedMsg says that a change was written, or why it wasn't.
type savedMsg struct{ err error }

// loadProfile asks what the key remembers. Where that can't be read, the person
// comes in as if for the first time.
func (r *Root) loadProfile() tea.Cmd {
	return func() tea.Msg {
		desk, err := r.hub.Profile(r.ctx, r.who.Key)
		if err != nil {
			return profileMsg{}
		}
		return profileMsg{desk}
	}
}

// onProfile takes a person to where they asked for, or else to where they were
// when their link broke.
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

// saveProfile has the desk written, once a change that is under way is.
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

// saveFunc gives the function that writes the desk as it is now.
func (k profileStore) saveFunc(h deps, key string) func(context.Context) error {
	d := k.Profile
	d.Read = maps.Clone(d.Read)
	return func(ctx context.Context) error { return h.hub.SaveProfile(ctx, key, d) }
}

// onSaved goes on with the change that came meanwhile. That settings can't be
// kept is said, and no more: the room matters more.
func (r *Root) onSaved(msg savedMsg) tea.Cmd {
	r.profile.saving = false
	if msg.err != nil {
		r.notice = warning("your settings could not be kept: " + plain(msg.err))
		return nil
	}
	if r.hub.ProfileWaits(r.who.Key) {
		r.notice = note("your settings change often: the last of them is kept within half a minute")
	}
	if !r.profile.saveAgain {
		return nil
	}
	r.profile.saveAgain = false
	return r.saveProfile()
}

// saveLast writes what was read up to the end of a screen. It waits for the
// store, but not for long.
func (r *Root) saveLast() {
	if !r.profile.loaded {
		return
	}
	if r.bridge != nil {
		r.profile.Read[r.bridge.id()] = r.bridge.readMark
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.ctx), exitTimeout)
	defer cancel()
	_ = r.profile.saveFunc(r.deps, r.who.Key)(ctx) // the brief tells them more than it would have
	r.leaveSeat()
}

// markOf returns the mark of somebody who has read all of an incident.
func markOf(v incident.View) session.ReadMark {
	return session.ReadMark{Seq: v.Last(), Written: v.Written()}
}
