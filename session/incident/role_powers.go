package incident

// rolePowers holds the power and the rights that a role adds to its holder's rank in
// one incident. It ends with the role.
type rolePowers struct {
	power  power
	rights privilege
}

// privilege is a privilege that only certain roles grant.
type privilege uint8

const (
	rightCorrect privilege = 1 << iota // correct other people's entries
	rightStreams                       // see into closed workstreams, and run them
)

// duties holds what each role adds. Besides, every role that counts as given
// lets its holder enter the incident and read entries labelled TLP:RED: see
// wasAssigned.
var duties = map[Role]rolePowers{
	RoleManager: {powerManage, rightStreams},
	RoleDeputy:  {powerManage, 0},
	RoleScribe:  {0, rightCorrect},
}

// powersOf returns all that roles add for a person who holds them or acts in
// them.
func (s *State) powersOf(name string) (all rolePowers) {
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

// hasPrivilege reports whether p has a right by a role, held or acted in. Observers
// have none. rightStreams also requires that another person let p in, as a
// member or by a role, not necessarily by this one.
func hasPrivilege(s *State, p Person, r privilege) bool {
	return p.Rank >= RankResponder && s.powersOf(p.Name).rights&r != 0 && (r != rightStreams || s.letIn(p.Name))
}

// isCommandRole reports whether the role's holder decides for others. While someone
// is manager, such a role must be given.
func (r Role) isCommandRole() bool { return duties[r].power > 0 || r == RoleDecider }

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
