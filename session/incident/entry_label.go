package incident

import (
	"fmt"
	"reflect"
	"regexp"
	"strings"
)

// label is the TLP label of one entry, stricter than the bridge's. The zero
// label means that the entry has none of its own.
type label uint8

// labelNone marks an entry without a label of its own.
const labelNone label = 0

// labelOf converts a TLP to the label of an entry.
func labelOf(t TLP) label { return label(t) + 1 }

// TLP returns the label, if there is one.
func (l label) TLP() (t TLP, labelled bool) { return TLP(l - 1), l != labelNone }

func (l label) words() []string { return append([]string{""}, tlpWords...) }

func (l label) String() string { return enumName(l, l.words()...) }

// MarshalText writes the label.
func (l label) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText parses the whole label.
func (l *label) UnmarshalText(b []byte) error { return parseExact(l, b, l.words()) }

// strictness orders the labels, from the most public one.
var strictness = map[TLP]int{TLPClear: 0, TLPGreen: 1, TLPAmber: 2, TLPAmberStrict: 3, TLPRed: 4}

// stricter reports whether fewer people may see t than o.
func (t TLP) stricter(o TLP) bool { return strictness[t] > strictness[o] }

// checkLabelled is checkText for a text that may begin with a label, as in
// "TLP:RED they have the keys".
func checkLabelled(s *State, raw string) (string, label, error) {
	text, err := checkText(raw)
	if err != nil {
		return "", labelNone, err
	}
	first, rest := cutWord(text)
	if !meansLabel(first) {
		if nearLabel.MatchString(text) {
			return "", labelNone, refuse("is this text labelled? Begin it with %s and a space, or with another word", plainLabel(text))
		}
		return text, labelNone, nil
	}
	to, err := checkLabel(s, first)
	if err != nil {
		return "", labelNone, err
	}
	if rest, err = checkText(rest); err != nil {
		return "", labelNone, err
	}
	return rest, labelOf(to), nil
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
	to, err := parseTLP(word)
	if err == nil && !to.stricter(s.Access.TLP) {
		return 0, refuse("TLP:%s is not stricter than the bridge's TLP:%s, which holds for every entry: leave it off", to, s.Access.TLP)
	}
	return to, err
}

// labelled is a fact that may have a label from the start.
type labelled interface{ label() label }

// labelable marks a fact that may be labelled: text that a person wrote. Facts
// that headers show to everyone can't be.
type labelable interface{ isLabelable() }

// labelEntry asks to label one entry stricter than the bridge, or to remove its
// label.
type labelEntry struct {
	Seq uint64
	To  label
}

// entryLabelled happened when an entry was labelled, or its label removed.
type entryLabelled struct {
	Seq uint64 `json:"seq"`
	To  label  `json:"tlp,omitempty"`
}

func (labelEntry) needs() power { return powerRespond }

// afterClose lets labelEntry through in a closed incident: its readers can
// still change.
func (labelEntry) afterClose() {}

func (c labelEntry) decide(s *State, a Ask) ([]Fact, error) {
	e, err := s.find(c.Seq, a.By)
	if err != nil {
		return nil, err
	}
	to, some := c.To.TLP()
	from, had := e.Label.TLP()
	looser := had && (!some || from.stricter(to))
	switch _, can := e.Fact.(labelable); {
	case !can:
		return nil, refuse("#%d is %q, which can't be labelled: label a text that somebody wrote", c.Seq, e.Kind())
	case to > TLPClear && some:
		return nil, refuse("use RED, AMBER+STRICT, AMBER, GREEN, CLEAR or none")
	case c.To == e.Label:
		return nil, refuse("unchanged: #%d has this label already", c.Seq)
	case s.powerOf(a.By) < powerManage && (e.By != a.By.Name || looser):
		return nil, refuse("only whoever runs the bridge can do this; %s can label #%d stricter", e.By, c.Seq)
	case some && !to.stricter(s.Access.TLP):
		return nil, refuse("TLP:%s is not stricter than the bridge's TLP:%s, which holds for every entry: /tlp #%d none removes a label", to, s.Access.TLP, c.Seq)
	}
	return []Fact{entryLabelled{Seq: c.Seq, To: c.To}}, nil
}

func (entryLabelled) kind() string { return "labelled" }

func (f entryLabelled) fold(s *State, e *Event) {
	if entry := s.relabel(f.Seq, f.To); entry != nil {
		s.Access.addAuthor(entry.By)
	}
	s.changeCopies(f.Seq, e.Seq)
}

func (f entryLabelled) line() string {
	if f.To == labelNone {
		return fmt.Sprintf("removed the label of #%d", f.Seq)
	}
	return fmt.Sprintf("labelled #%d TLP:%s", f.Seq, f.To)
}

func (f entryLabelled) aboutEntry(*State) uint64 { return f.Seq }

// labelOf returns the present label of an entry.
func (s *State) labelOf(e *Event) label {
	if entry := s.Entry(e.Seq); entry != nil {
		return entry.Label
	}
	return EntryOf(e).Label
}
