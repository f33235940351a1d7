package incident

// Access is the section of who may know of the incident.
type Access struct {
	TLP     TLP
	Scope   Scope
	Members map[string]Membership // by name
	Authors map[string]bool       // by name: wrote an entry that has, or had, a label of its own
}
