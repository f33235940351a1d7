package incident

// Access is the section that says who may read the incident.
type Access struct {
	TLP     TLP
	Scope   Scope
	Members map[string]Membership // by name
	Authors map[string]bool       // by name: wrote an entry that has, or had, a label of its own
}

var accessSection = section{
	verbs: []Verb{tlpVerb, scopeVerb, admitVerb, removeVerb, ejectVerb, breakGlassVerb},
	kinds: map[string]codec{
		"scope-set":     {"scop", inTimeline, into[ScopeSet]},
		"guest-expired": {"gone", inTimeline, into[GuestExpired]},
		"glass-broken":  {"GLAS", inTimeline, into[GlassBroken]},
		"tlp-set":       {"TLP", inTimeline, into[TLPSet]},
		"admitted":      {"admt", inTimeline, into[Admitted]},
		"removed":       {"remv", inTimeline, into[Removed]},
		"ejected":       {"EJCT", inTimeline, into[Ejected]},
		"joined":        {"join", inRecord, into[Joined]},
		"left":          {"left", inRecord, into[Left]},
	},
}

// begin sets the scope of an incident that was just declared.
func (a *Access) begin(scope Scope) { a.Scope = scope }

// addAuthor records that a person wrote an entry with a label of its own.
func (a *Access) addAuthor(name string) {
	if !a.Authors[name] {
		a.Authors = with(a.Authors, name, true)
	}
}
