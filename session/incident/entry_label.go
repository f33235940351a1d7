package incident

import (
	"fmt"
	"reflect"
	"regexp"
	"strings"
)

// Label is the TLP label of one entry, stricter than the bridge's. The zero
// Label means that the entry has none of its own.
type Label uint8

// LabelNone marks an entry without a label of its own.
const LabelNone Label = 0

// LabelOf converts a TLP to the label of an entry.
func LabelOf(t TLP) Label { return Label(t) + 1 }

// TLP returns the label, if there is one.
func (l Label) TLP() (t TLP, labelled bool) { return TLP(l - 1), l != LabelNone }

func (l Label) words() []string { return append([]string{""}, tlpWords...) }

func (l Label) String() string { return word(l, l.words()...) }

// MarshalText writes the label.
func (l Label) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText parses the whole label.
func (l *Label) UnmarshalText(b []byte) error { return whole(l, b, l.words()) }

// strictness orders the labels, from the most public one.
var strictness = map[TLP]int{TLPClear: 0, TLPGreen: 1, TLPAmber: 2, TLPAmberStrict: 3, TLPRed: 4}

// stricter reports whether fewer people may see t than o.
func (t TLP) stricter(o TLP) bool { return strictness[t] > strictness[o] }

// checkLabelled is checkText for a text that may begin with a label, as in
// "TLP:RED they have the keys".
func checkLabelled(s *State, raw string) (string, Label, error) {
	text, err := checkText(raw)
	if err != nil {
		return "", LabelNone, err
	}
	first, rest := cut(text)
	if !meansLabel(first) {
		if nearLabel.MatchString(text) {
			return "", LabelNone, refuse("is this text labelled? Begin it with %s and a space, or with another word", plainLabel(text))
		}
		return text, LabelNone, nil
	}
	to, err := checkLabel(s, first)
	if err != nil {
		return "", LabelNone, err
	}
	if rest, err = checkText(rest); err != nil {
		return "", LabelNone, err
	}
	return rest, LabelOf(to), nil
}

// meansLabel reports whether a word looks like a label.
func meansLabel(word string) bool {
	const mark = "TLP:"
	return len(word) > len(mark) && strings.EqualFold(word[:len(mark)], mark)
}

// nearLabel matches the beginning of a text that may be meant as a label, in
// any spelling.
var nearLabel = regexp.MustCompile(`(?i)^[\s\[({<"'*_#-]*TLP[\s:=_-]*(RED|AMBER[+_ -]*STRICT|AMBER|GREEN|CLEAR|WHITE)\b`)

// plainLabel returns the label that a text seems to mean, as it should be
// written.
func plainLabel(text string) string {
	label := strings.ToUpper(nearLabel.FindStringSubmatch(text)[1])
	switch {
	case label == "WHITE":
		label = "CLEAR" // its name since TLP 2.0
	case strings.HasSuffix(label, "STRICT"):
		label = TLPAmberStrict.String()
	}
	return "TLP:" + label
}

// takesLabel marks a command whose text may begin with a label.
type takesLabel interface{ takesLabel() }

// checkNoLabel refuses a label in a command that can't have one: it would hide
// nothing, and its author would believe that it does.
func checkNoLabel(c Command) error {
	if _, takes := c.(takesLabel); takes {
		return nil
	}
	return checkNoLabelIn(reflect.ValueOf(c))
}

func checkNoLabelIn(v reflect.Value) error {
	switch v.Kind() {
	case reflect.String:
		if text := v.String(); nearLabel.MatchString(text) {
			label := plainLabel(text)
			return refuse("%s hides nothing here: only a fact, a finding, a note or a line of chat can begin with a label; /tlp %s labels the whole bridge", label, strings.TrimPrefix(label, "TLP:"))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if err := checkNoLabelIn(v.Field(i)); err != nil {
				return err
			}
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			if err := checkNoLabelIn(v.Index(i)); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkLabel parses a label that must be stricter than the bridge's.
func checkLabel(s *State, word string) (TLP, error) {
	to, err := ParseTLP(word)
	if err == nil && !to.stricter(s.Access.TLP) {
		return 0, refuse("TLP:%s is not stricter than the bridge's TLP:%s, which holds for every entry: leave it off", to, s.Access.TLP)
	}
	return to, err
}

// labelled is a fact that may have a label from the start.
type labelled interface{ label() Label }

// hideable marks a fact that may be labelled: text that a person wrote. Facts
// that headers show to everyone can't be.
type hideable interface{ mayBeLabelled() }

// LabelEntry asks to label one entry stricter than the bridge, or to remove its
// label.
type LabelEntry struct {
	Seq uint64
	To  Label
}

// Labelled happened when an entry was labelled, or its label removed.
type Labelled struct {
	Seq uint64 `json:"seq"`
	To  Label  `json:"tlp,omitempty"`
}

func (LabelEntry) needs() Power { return PowerRespond }

// afterClose lets LabelEntry through in a closed incident: its readers can
// still change.
func (LabelEntry) afterClose() {}

func (c LabelEntry) decide(s *State, a Ask) ([]Fact, error) {
	e, err := s.find(c.Seq, a.By)
	if err != nil {
		return nil, err
	}
	to, some := c.To.TLP()
	from, had := e.Label.TLP()
	looser := had && (!some || from.stricter(to))
	switch _, can := e.Fact.(hideable); {
	case !can:
		return nil, refuse("#%d is %q, which can't be labelled: label a text that somebody wrote", c.Seq, e.Kind())
	case to > TLPClear && some:
		return nil, refuse("use RED, AMBER+STRICT, AMBER, GREEN, CLEAR or none")
	case c.To == e.Label:
		return nil, refuse("unchanged: #%d has this label already", c.Seq)
	case s.powerOf(a.By) < PowerManage && (e.By != a.By.Name || looser):
		return nil, refuse("only whoever runs the bridge can do this; %s can label #%d stricter", e.By, c.Seq)
	case some && !to.stricter(s.Access.TLP):
		return nil, refuse("TLP:%s is not stricter than the bridge's TLP:%s, which holds for every entry: /tlp #%d none removes a label", to, s.Access.TLP, c.Seq)
	}
	return []Fact{Labelled{Seq: c.Seq, To: c.To}}, nil
}

func (Labelled) kind() string { return "labelled" }

func (f Labelled) fold(s *State, _ *Event) {
	if e := s.change(f.Seq, func(e *Entry) { e.Label = f.To }); e != nil {
		s.Access.addAuthor(e.By)
	}
}

func (f Labelled) line() string {
	if f.To == LabelNone {
		return fmt.Sprintf("removed the label of #%d", f.Seq)
	}
	return fmt.Sprintf("labelled #%d TLP:%s", f.Seq, f.To)
}

func (f Labelled) regards(*State) uint64 { return f.Seq }

// labelOf returns the present label of an entry.
func (s *State) labelOf(e *Event) Label {
	if entry := s.Entry(e.Seq); entry != nil {
		return entry.Label
	}
	return EntryOf(e).Label
}
