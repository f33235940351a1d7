package incident

import "slices"

// Team is the section of roles, reporting lines and workstreams.
type Team struct {
	Roles        map[Role]string   // the holder; a role without one is absent
	Offers       map[Role]string   // the person to whom a role is offered
	Acting       map[Role]string   // the person who acts for the absent holder
	Reports      map[string]string // by name: the superior, where one was set
	Streams      []*Stream         // workstreams, by the time of their opening
	offered      map[Role]offer    // the person who offered a role that is on offer
	selfAssigned map[Role]bool     // roles that no authorised person gave to their holder
	given        map[Role]bool     // roles that an authorised person other than the holder gave
}

var teamSection = section{
	verbs: []Verb{roleVerb, handoverVerb, takeVerb, declineVerb, actVerb, reportsVerb, streamVerb, inVerb, reportBackVerb},
	kinds: map[string]codec{
		"role-given":       {"role", inTimeline, into[roleGiven]},
		"handover-offered": {"hand", inTimeline, into[handoverOffered]},
		"role-taken":       {"take", inTimeline, into[roleTaken]},
		"role-acted":       {"act", inTimeline, into[roleActed]},
		"roles-resumed":    {"act", inTimeline, into[rolesResumed]},
		"role-declined":    {"decl", inTimeline, into[roleDeclined]},
		"reports-set":      {"rprt", inTimeline, into[reportsSet]},
		"stream-opened":    {"strm", inTimeline, into[streamOpened]},
		"stream-joined":    {"strm", inTimeline, into[streamJoined]},
		"stream-set":       {"strm", inTimeline, into[streamSet]},
		"stream-left":      {"strm", inTimeline, into[streamLeft]},
		"stream-said":      {"strm", inStream, into[streamSaid]},
		"stream-entered":   {"strm", inStream, into[streamEntered]},
		"reported-back":    {"back", inTimeline, into[reportedBack]},
	},
}

// dropDuties takes from a person their roles, offers, workstreams and reporting
// lines.
func (s *State) dropDuties(who string) {
	for _, r := range Roles() {
		if s.Team.Roles[r] == who || s.Team.Offers[r] == who {
			holder := s.Team.Roles[r]
			if holder == who {
				holder = ""
			}
			s.setRole(r, holder)
		}
	}
	s.Team.stopActing(who)
	for _, st := range s.Team.Streams {
		if slices.Contains(st.Members, who) {
			s.leaveStream(st.Name, who)
		}
	}
	s.Team.Reports = mapWithout(s.Team.Reports, who)
	for name, to := range s.Team.Reports {
		if to == who {
			s.Team.Reports = mapWithout(s.Team.Reports, name)
		}
	}
}

// begin makes the author of the declaration the manager.
func (t *Team) begin(manager string) { t.Roles = map[Role]string{RoleManager: manager} }

// AssignedTo returns who has a role, present or not; "" for nobody.
func (v View) AssignedTo(r Role) string { return v.state.Team.Roles[r] }

// OfferedTo returns the person to whom a role is offered; "" for nobody.
func (v View) OfferedTo(r Role) string { return v.state.Team.Offers[r] }

// ActingAs returns who acts in a role for its absent holder; "" for nobody.
func (v View) ActingAs(r Role) string { return v.state.Team.Acting[r] }

// HolderOf returns who does the work of a role now: who acts in it, else who has it; ""
// for nobody.
func (v View) HolderOf(r Role) string { return v.state.holderOf(r) }
