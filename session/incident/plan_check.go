package incident

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// tickItem asks to tick exit criteria, or items of open checklists.
type tickItem struct {
	Key       string
	NotNeeded bool // it isn't needed here: the note says why
	Refs      []Ref
	Note      string // further keys stand before it
	Kept      bool   // the note is a text, whatever it begins with
}

// itemTicked happened when an exit criterion or an item of a checklist was ticked.
type itemTicked struct {
	Key       string `json:"key"`
	NotNeeded bool   `json:"not_needed,omitempty"`
	For       *Role  `json:"for,omitempty"` // the role that it is for, where another ticked it
	Refs      []Ref  `json:"refs,omitempty"`
	Note      string `json:"note"`
}

var checkVerb = Verb{
	Name: "check", Args: "KEY… [REF…] [note] | KEY… n/a WHY", asks: tickItem{},
	Help:     "tick exit criteria of a phase, or items of an open checklist; n/a: not needed here",
	complete: func(s sources, arg int) []string { return offerWords(unticked(s.state, time.Time{})...)(s, arg) },
	parse: func(args string) (Command, error) {
		key, rest := cutKey(args)
		c := tickItem{Key: key}
		return c, c.cutNote(rest)
	},
}

// keyOf returns the key that a word names, in a list or alone.
func keyOf(word string) string { return strings.ToLower(strings.TrimRight(word, ",;")) }

// cutKey cuts a key from the front of args, from what stands behind its comma too.
func cutKey(args string) (key, rest string) {
	word, rest := cutWord(args)
	if first, more, listed := strings.Cut(word, ","); listed && more != "" {
		word, rest = first, strings.TrimRight(more+" "+rest, blanks)
	}
	return keyOf(word), rest
}

// notApplicable says that a criterion isn't needed.
const notApplicable = "n/a"

// cutNote takes the words behind a key.
func (c *tickItem) cutNote(args string) (err error) {
	word, rest := cutWord(args)
	if c.NotNeeded = strings.EqualFold(word, notApplicable); c.NotNeeded {
		args = rest
	}
	c.Refs, args, err = mayCite(args)
	c.Note, c.Kept = cutKept(args)
	return err
}

func (tickItem) needs() power { return powerRespond }

func (c tickItem) decide(s *State, a Ask) ([]Fact, error) {
	keys, err := c.cutKeys(s, a.At)
	if err != nil {
		return nil, err
	}
	if err := checkAllShow(s, a, c.Refs); err != nil {
		return nil, err
	}
	note, err := checkWhy(c.Note)
	switch {
	case err != nil:
		return nil, err
	case c.NotNeeded && note == "":
		return nil, refuse("give a reason why it isn't needed: /check %s %s WHY", quote(c.Key), notApplicable)
	}
	facts := make([]Fact, len(keys))
	for i, key := range keys {
		rule := s.checkRule(key)
		if err := c.checkWanted(s, a, rule); err != nil {
			return nil, err
		}
		facts[i] = itemTicked{Key: key, NotNeeded: c.NotNeeded, For: rule.others(s, a), Refs: c.Refs, Note: note}
	}
	return facts, nil
}

// cutKeys cuts the further keys from the front of the note, and refuses one that can't
// be ticked. A note that begins with a misspelt key is asked about.
func (c *tickItem) cutKeys(s *State, now time.Time) (keys []string, err error) {
	all := checkKeys(s)
	for key := c.Key; ; {
		if err := checkTickable(s, key, all, now); err != nil {
			return nil, err
		}
		if !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
		if c.Kept || c.NotNeeded || c.Note == "" {
			return keys, nil
		}
		word, _ := cutWord(c.Note)
		var rest string
		switch key, rest = cutKey(c.Note); {
		case !slices.Contains(all, key):
			return keys, c.askNote(word, all)
		case len(c.Refs) > 0:
			return nil, refuse("write all keys first, then what they cite: /check %s %s %s%s", c.Key, key, refList(c.Refs), keepHint)
		}
		if err := c.cutNote(rest); err != nil {
			return nil, err
		}
	}
}

// readBy returns the command without the keys that its note begins with. Its error asks
// about a misspelt one.
func (c tickItem) readBy(s *State) (Command, error) {
	read := c
	_, err := read.cutKeys(s, time.Time{})
	switch {
	case err == nil:
		return read, nil
	case strings.HasSuffix(err.Error(), keepHint[1:]):
		return read, err
	}
	return c, nil
}

// askNote asks about a note that begins with a misspelt key.
func (c *tickItem) askNote(word string, all []string) error {
	if near := misspelt(word, all); near != "" {
		return refuse("did you mean %s by %q? Write it so to tick it too%s", quote(near), quote(word), keepHint)
	}
	if near := misspelt(word, []string{notApplicable}); near != "" {
		return refuse("did you mean %s by %q? Write it so if it isn't needed here%s", near, quote(word), keepHint)
	}
	return nil
}

// checkTickable refuses a key that names nothing to tick, or whose tick counts.
func checkTickable(s *State, key string, all []string, now time.Time) error {
	if err := checkKey(s, key, all); err != nil {
		return err
	}
	if tick, ok := s.Plan.Ticks[key]; ok && !s.duesAgain(key, now) && s.stillShow(tick.Refs, now) {
		is := "is checked already, by"
		if tick.NotNeeded {
			is = "isn't needed, says"
		}
		return refuse("%s %s %s: to take that back, /uncheck %s WHY", quote(key), is, tick.By, quote(key))
	}
	return nil
}

// checkWanted refuses a tick without the reference that the playbook asks for.
func (c *tickItem) checkWanted(s *State, a Ask, rule checkRule) error {
	if c.NotNeeded {
		return c.checkNotNeeded(s, a, rule)
	}
	if !rule.wants.metBy(c.Refs) {
		line, left := fmt.Sprintf("/check %s %s", rule.key, rule.wants.example()), fmt.Sprintf("/check %s %s D3 WHY", rule.key, notApplicable)
		if rule.wants == WantsDecision {
			n, _ := s.decisionToCite(a)
			line, left = s.citesDecision(a, line), strings.Replace(left, "D3", fmt.Sprintf("D%d", n), 1)
		} else {
			left = s.citesDecision(a, left)
		}
		return refuse("%s wants %s: %s; or, if a decision says that it isn't needed here: %s%s", rule.key, rule.wants.what(), line, left, rule.wants.inShell())
	}
	if rule.wants == WantsDecision && rule.forOne && rule.role == RoleDecider {
		if err := s.checkDeciders(rule.key, c.Refs); err != nil {
			return err
		}
	}
	return s.checkSaysYes(c.Refs)
}

// checkDeciders refuses decisions of which none is the decider's: where there is a decider,
// nobody else accepts a loss for them.
func (s *State) checkDeciders(key string, refs []Ref) error {
	decides := s.holderOf(RoleDecider)
	theirs := func(r Ref) bool {
		d := itemN(s.Decisions.All, r.N)
		return r.Kind == RefDecision && (d.Follows || d.Accountable == decides)
	}
	if decides == "" || slices.ContainsFunc(refs, theirs) {
		return nil
	}
	return refuse("%s is for the decider, and these are no decisions of %s: /decide WHAT --by %s, and cite that", key, decides, decides)
}

// checkNotNeeded refuses to leave out, without a decision that holds, what wants proof or is
// another's, and what isn't asked yet. Whoever runs the bridge leaves out what is for a role.
func (c *tickItem) checkNotNeeded(s *State, a Ask, rule checkRule) error {
	decided := WantsDecision.metBy(c.Refs)
	with := "cite the decision that says so: " + s.citesDecision(a, fmt.Sprintf("/check %s %s D3 WHY", rule.key, notApplicable))
	switch whose := rule.others(s, a); {
	case rule.phase > s.Status.Phase:
		return refuse("%s is asked in %s: say then whether it is needed", rule.key, rule.phase)
	case decided:
		return nil
	case rule.wants != WantsNothing:
		return refuse("%s wants %s, and isn't left out by a word: %s", rule.key, rule.wants.what(), with)
	case whose != nil && s.powerOf(a.By) < powerManage:
		return refuse("%s is for %s, who can leave it out, as can whoever runs the bridge; else %s", rule.key, whose.named(), with)
	}
	return nil
}

// checkKey refuses a key that names nothing to tick, and offers the nearest and
// the open ones.
func checkKey(s *State, key string, all []string) error {
	if s.Plan.Playbook == nil {
		return refuse("%s follows no playbook: there is nothing to check", s.ID)
	}
	if slices.Contains(all, key) {
		return nil
	}
	open := "nothing is open now"
	if keys := unticked(s, time.Time{}); len(keys) > 0 {
		open = "open now: " + firstKeys(keys)
	}
	if near := Nearest(key, all); near != "" {
		return refuse("there is nothing to check named %q: did you mean %s? %s", quote(key), quote(near), open)
	}
	return refuse("there is nothing to check named %q; %s", quote(key), open)
}

func (itemTicked) kind() string { return "checked" }

func (f itemTicked) fold(s *State, e *Event) {
	tick := Tick{By: e.By, At: e.OccurredAt, Note: f.Note, Refs: f.Refs, Seq: e.Seq, NotNeeded: f.NotNeeded}
	if f.For != nil {
		tick.For = f.For.named()
	}
	s.Plan.Ticks = mapWith(s.Plan.Ticks, f.Key, tick)
}

func (f itemTicked) line() string {
	what := "checked " + f.Key
	if f.NotNeeded {
		what = f.Key + " isn't needed"
	}
	if f.For != nil {
		what += ", for " + f.For.named()
	}
	return withReason(citing(what, f.Refs), f.Note)
}

// citing appends the references that support a text.
func citing(what string, refs []Ref) string {
	if len(refs) == 0 {
		return what
	}
	return what + " (" + refList(refs) + ")"
}
