package incident

import (
	"slices"
	"strings"
)

// tickItem asks to tick an exit criterion, or an item of an open checklist.
type tickItem struct {
	Key  string
	Refs []Ref
	Note string
	Kept bool // the note is a text, whatever it begins with
}

// itemTicked happened when an exit criterion or an item of a checklist was ticked.
type itemTicked struct {
	Key  string `json:"key"`
	Refs []Ref  `json:"refs,omitempty"`
	Note string `json:"note"`
}

var checkVerb = Verb{
	Name: "check", Args: "KEY [REF…] [note]", asks: tickItem{},
	Help:     "tick an exit criterion of a phase, or an item of an open checklist",
	complete: func(s sources, arg int) []string { return offerWords(unticked(s.state)...)(s, arg) },
	parse: func(args string) (Command, error) {
		key, rest := cutWord(args)
		refs, note := citedRefs(rest)
		note, kept := cutKept(note)
		return tickItem{Key: strings.ToLower(key), Refs: refs, Note: note, Kept: kept}, nil
	},
}

func (tickItem) needs() power { return powerRespond }

func (c tickItem) decide(s *State, a Ask) ([]Fact, error) {
	if err := checkKey(s, c.Key); err != nil {
		return nil, err
	}
	if tick, ok := s.Plan.Ticks[c.Key]; ok {
		return nil, refuse("%s is checked already, by %s: to take that back, /uncheck %s WHY", quote(c.Key), tick.By, quote(c.Key))
	}
	if err := checkRefs(s, a.By, c.Refs); err != nil {
		return nil, err
	}
	if err := c.askNote(s); err != nil {
		return nil, err
	}
	note, err := checkWhy(c.Note)
	return []Fact{itemTicked{Key: c.Key, Refs: c.Refs, Note: note}}, err
}

// askNote asks about a note that begins with another key: one tick is one line.
func (c tickItem) askNote(s *State) error {
	if c.Kept || c.Note == "" {
		return nil
	}
	word, _ := cutWord(c.Note)
	if near := misspelt(word, checkKeys(s)); near != "" {
		return refuse("is %q the key %s? /check ticks one key: tick the other with /check %s%s", quote(word), quote(near), quote(near), keepHint)
	}
	return nil
}

// checkKey refuses a key that names nothing to tick, and offers the nearest and
// the open ones.
func checkKey(s *State, key string) error {
	if s.Plan.Playbook == nil {
		return refuse("%s follows no playbook: there is nothing to check", s.ID)
	}
	all := checkKeys(s)
	if slices.Contains(all, key) {
		return nil
	}
	open := "nothing is open now"
	if keys := unticked(s); len(keys) > 0 {
		open = "open now: " + firstKeys(keys)
	}
	if near := Nearest(key, all); near != "" {
		return refuse("there is nothing to check named %q: did you mean %s? %s", quote(key), quote(near), open)
	}
	return refuse("there is nothing to check named %q; %s", quote(key), open)
}

func (itemTicked) kind() string { return "checked" }

func (f itemTicked) fold(s *State, e *Event) {
	s.Plan.Ticks = mapWith(s.Plan.Ticks, f.Key, Tick{By: e.By, At: e.OccurredAt, Note: f.Note, Refs: f.Refs, Seq: e.Seq})
}

func (f itemTicked) line() string { return withReason("checked "+citing(f.Key, f.Refs), f.Note) }

// citing appends the references that support a text.
func citing(what string, refs []Ref) string {
	if len(refs) == 0 {
		return what
	}
	return what + " (" + refList(refs) + ")"
}
