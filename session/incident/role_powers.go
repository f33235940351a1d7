package incident

// duty is what a role lets its holder do in one incident, beyond what their
// rank does. It ends with the role.
type duty struct {
	power  Power
	rights right
}

// right is what some roles alone let one do.
type right uint8

const (
	rightCorrect right = 1 << iota // other people's entries
	rightStreams                   // see into closed workstreams, and run them
)

// duties are all that roles let people do. Beside it every role, whichever, lets
// a holder to whom it was given know of the incident, and read what is labelled
// TLP:RED.
var duties = map[Role]duty{
	RoleManager: {PowerManage, rightStreams},
	RoleDeputy:  {PowerManage, 0},
	RoleScribe:  {0, rightCorrect},
}

// dutyOf is what all roles together let someone do who holds them, or acts for
// an absent holder.
func (s *State) dutyOf(name string) (all duty) {
	for _, held := range []map[Role]string{s.Team.Roles, s.Team.Acting} {
		for role, holder := range held {
			if holder == name {
				all.power = max(all.power, duties[role].power)
				all.rights |= duties[role].rights
			}
		}
	}
	return all
}

// hasRight reports whether p has a right by a role. An observer stays an
// observer, and a role that nobody gave shows nothing.
func hasRight(s *State, p Person, r right) bool {
	return p.Rank >= RankResponder && s.dutyOf(p.Name).rights&r != 0 && (r != rightStreams || s.letIn(p.Name))
}

// decides reports whether who holds the role decides for others: it is given,
// not taken, while someone runs the bridge.
func (r Role) decides() bool { return duties[r].power > 0 || r == RoleDecider }

func (s *State) holdsRole(name string) bool {
	for _, held := range []map[Role]string{s.Team.Roles, s.Team.Acting} {
		for _, holder := range held {
			if holder == name {
				return true
			}
		}
	}
	return false
}
