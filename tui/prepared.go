package tui

import (
	tea "charm.land/bubbletea/v2"

	"warroom/session/incident"
	"warroom/tui/prepared"
)

// openPrepared opens a page of what is prepared before anything happens.
func (r *Root) openPrepared(page prepared.Model) error {
	if err := r.who.CheckReadHouse(); err != nil {
		return err
	}
	r.notice, r.overlay = notice{}, overlay{prepared: &page}
	return nil
}

// rules returns the rules that are in force now.
func (r *Root) rules() *incident.Rules {
	if rules := r.hub.Rules(); rules != nil {
		return rules
	}
	return &incident.Rules{}
}

func (r *Root) preparedLook() prepared.Look {
	return prepared.Look{Width: r.size.Width, Height: r.size.Height - r.overlayTop() - 1, Theme: r.prefs.theme(), Now: r.minute}
}

// updatePrepared handles a key or the wheel while the page is open.
func (r *Root) updatePrepared(msg tea.Msg) tea.Cmd {
	next, open := r.overlay.prepared.Update(msg, r.keys, r.rules(), r.preparedLook())
	r.overlay.prepared = &next
	if !open {
		r.overlay = overlay{}
	}
	return nil
}

// runSystems runs /systems: the list, or the sheet of one system.
func (r *Root) runSystems(args string) (tea.Cmd, error) {
	if args == "" {
		return nil, r.openPrepared(prepared.Systems())
	}
	if err := r.who.CheckReadHouse(); err != nil {
		return nil, err
	}
	name, err := r.rules().SystemNamed(args)
	if err != nil {
		return nil, err
	}
	return nil, r.openPrepared(prepared.System(name))
}

// runReadiness runs /readiness.
func (r *Root) runReadiness(string) (tea.Cmd, error) {
	return nil, r.openPrepared(prepared.Readiness())
}

// sheetNames returns the systems that have a sheet.
func (r *Root) sheetNames() []string { return r.rules().Systems() }

func mayReadHouse(p incident.Person) bool { return p.CheckReadHouse() == nil }
