package incident

import (
	"slices"
	"strings"
	"time"
)

// maxLinks bounds the links of one incident.
const maxLinks = 50

// The kinds of a Link, from the side that made it.
const (
	linkDuplicate = "duplicate" // this incident continues in the other
	linkParent    = "parent"    // the other is this one's parent
	linkRelated   = "related"
)

var linkWords = []string{linkDuplicate, linkParent, linkRelated}

// mirrors maps each kind to the kind on the other incident.
var mirrors = map[string]string{linkDuplicate: "duplicated-by", linkParent: "child", linkRelated: linkRelated}

// Link is a relation of this incident to another.
type Link struct {
	Kind string // a kind or a mirror
	To   ID
	By   string
	At   time.Time
}

// linkTo asks to link this incident to another, which then gets the mirror of
// the link. If that failed, as it may when a server dies, asking again adds the
// missing half.
//
// Both bridges show the other's number to all their readers. So linking an
// incident that isn't open to everyone needs the power to run it.
type linkTo struct {
	To   ID
	Kind string
	Why  string
}

// incidentLinked happened when this incident was linked to another.
type incidentLinked struct {
	To   ID     `json:"to"`
	Kind string `json:"kind"`
	Why  string `json:"why"`
}

var linkVerb = Verb{
	Name: "link", Args: "INC-N duplicate|parent|related [why]", asks: linkTo{},
	Help: "link this incident to another, as its duplicate, as its child, or as related",
	complete: func(_ sources, arg int) []string {
		if arg != 1 {
			return nil // completion must not reveal the numbers of incidents
		}
		return linkWords
	},
	parse: func(args string) (Command, error) {
		to, rest, err := cutID(args)
		if err != nil {
			return nil, err
		}
		first, why := cutWord(rest)
		if first == "" {
			return nil, refuse("say how this incident is linked to %s: %s", to, strings.Join(linkWords, ", "))
		}
		i, err := matchPrefix(first, "link", linkWords)
		if err != nil {
			return nil, err
		}
		return linkTo{To: to, Kind: linkWords[i], Why: why}, nil
	},
}

func cutID(args string) (ID, string, error) {
	first, rest := cutWord(args)
	id, err := ParseID(first)
	return id, rest, err
}

func (linkTo) needs() power { return powerRespond }

func (linkTo) reachesOut() {}

func (c linkTo) decide(s *State, a Ask) ([]Fact, error) {
	why, err := checkWhy(c.Why)
	if err != nil {
		return nil, err
	}
	other, err := a.other(s, c.To)
	if err != nil {
		return nil, err
	}
	if err := c.fits(s, other); err != nil {
		return nil, err
	}
	if c.Kind == linkDuplicate && !s.isDuplicateOf(other) { // else the missing half is added
		if err := checkCarries(s, other, a); err != nil {
			return nil, err
		}
	}
	return []Fact{incidentLinked{To: other.ID, Kind: c.Kind, Why: why}}, nil
}

// other returns another incident that the asker may link to s. An incident that
// they may not know of counts as missing.
func (a Ask) other(s *State, id ID) (*State, error) {
	id, err := ParseID(string(id))
	if err != nil {
		return nil, err
	}
	if id == s.ID {
		return nil, refuse("%s is this incident: name another", id)
	}
	var other *State
	if a.Others != nil {
		other = a.Others(id)
	}
	if other == nil || !mayEnterAt(other, a.By, a.At) {
		return nil, refuse("there is no incident %s", id)
	}
	for _, end := range []*State{s, other} {
		if !isOpen(end) && end.powerOf(a.By) < powerManage {
			return nil, refuse("a link reveals %s, which isn't open to everyone: only people who run it can make or undo one", end.ID)
		}
	}
	return other, nil
}

// isOpen reports whether everyone in the organisation may know of the incident.
func isOpen(s *State) bool {
	return s.Access.Scope == ScopeOpen && TLPAmberStrict.stricter(s.Access.TLP)
}

// fits refuses a link that contradicts an existing one.
func (c linkTo) fits(s, other *State) error {
	if !slices.Contains(linkWords, c.Kind) {
		return refuse("use %s", strings.Join(linkWords, ", "))
	}
	here, linked := s.linkTo(other.ID)
	there, mirrored := other.linkTo(s.ID)
	switch {
	case linked && here.Kind == c.Kind && mirrored && there.Kind == mirrors[c.Kind]:
		return refuse("%s is linked already, as %s", other.ID, here.Kind)
	case linked && here.Kind != c.Kind:
		return refuse("%s is linked already, as %s: /unlink %s WHY first", other.ID, here.Kind, other.ID)
	case !linked && len(s.Affected.Links) >= maxLinks, !mirrored && len(other.Affected.Links) >= maxLinks:
		return refuse("an incident has at most %d links: remove one with /unlink", maxLinks)
	case c.Kind == linkRelated || linked:
		return nil
	}
	if at, ok := s.linkOf(c.Kind); ok {
		return refuse("the %s of this incident is %s: /unlink %s WHY first", c.Kind, at.To, at.To)
	}
	if _, merged := other.linkOf(linkDuplicate); merged && c.Kind == linkDuplicate {
		return refuse("%s is itself merged into another: link that one", other.ID)
	}
	return nil
}

// linkTo returns the link to another incident.
func (s *State) linkTo(id ID) (Link, bool) {
	return s.findLink(func(l Link) bool { return l.To == id })
}

// linkOf returns the first link of a kind.
func (s *State) linkOf(kind string) (Link, bool) {
	return s.findLink(func(l Link) bool { return l.Kind == kind })
}

func (s *State) findLink(is func(Link) bool) (Link, bool) {
	if i := slices.IndexFunc(s.Affected.Links, is); i >= 0 {
		return s.Affected.Links[i], true
	}
	return Link{}, false
}

func (incidentLinked) kind() string { return "linked" }

func (f incidentLinked) fold(s *State, e *Event) { s.setLink(Link{f.Kind, f.To, e.By, e.OccurredAt}) }

// setLink replaces the link to the same incident, or appends l.
func (s *State) setLink(l Link) {
	links := slices.Clone(s.Affected.Links)
	if i := slices.IndexFunc(links, func(old Link) bool { return old.To == l.To }); i >= 0 {
		links[i] = l
	} else {
		links = append(links, l)
	}
	s.Affected.Links = links
}

func (f incidentLinked) line() string {
	line := "linked to " + string(f.To) + " as " + f.Kind
	switch f.Kind {
	case linkDuplicate:
		line = "merged into " + string(f.To) + ": go on there"
	case linkParent:
		line = "the parent of this incident is " + string(f.To)
	}
	return CleanLine(inBrackets(line, f.Why))
}

// inBrackets appends a reason in brackets to a text that has a colon already.
func inBrackets(what, why string) string {
	if why == "" {
		return what
	}
	return what + " (" + why + ")"
}
