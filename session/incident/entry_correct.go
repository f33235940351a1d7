package incident

import (
	"fmt"
	"strings"
	"time"
)

// correctEntry asks to show a new text or time instead of an entry's own. The record
// keeps the entry unchanged.
type correctEntry struct {
	Seq   uint64
	Moved typedTime // when it happened; zero keeps the time
	Text  string    // empty keeps the text, where there is a time
}

// entryCorrected happened when an entry was given a new text or time.
type entryCorrected struct {
	Seq  uint64    `json:"seq"`
	Text string    `json:"text"`          // its text from now on, new or not
	From time.Time `json:"from,omitzero"` // the time that it had
	At   time.Time `json:"at,omitzero"`   // its new time; zero keeps it
}

var correctVerb = Verb{
	Name: "correct", Args: "SEQ TEXT | SEQ at TIME [TEXT]", asks: correctEntry{},
	Help:  "give an entry a new text or the time when it happened; the original stays in the record",
	parse: parseCorrect,
}

// correctAt stands before the time of a correction.
const correctAt = "at"

func parseCorrect(args string) (Command, error) {
	seq, rest, err := cutSeq(args)
	if err != nil {
		return nil, err
	}
	if text, kept := cutKept(rest); kept {
		return correctEntry{Seq: seq, Text: text}, nil
	}
	word, behind := cutWord(rest)
	at := strings.EqualFold(word, correctAt)
	if !at {
		behind = rest
	}
	when, text, err := cutMoment(behind)
	switch {
	case at && behind == "":
		return nil, refuse("write the time behind at, as /correct %d at 14:05%s", seq, keepHint)
	case err != nil && at:
		return nil, err
	case err != nil || when.form == formNow:
		return correctEntry{Seq: seq, Text: rest}, nil
	case !at:
		return nil, refuse("%q begins with a time: to correct when #%d happened, write /correct %d at %s%s", quote(rest), seq, seq, quote(rest), keepHint)
	}
	return correctEntry{Seq: seq, Moved: when, Text: text}, nil
}

// CorrectionLine returns a line of the prompt that corrects the entry's text, to be edited.
func (e *Entry) CorrectionLine() string {
	args, text := fmt.Sprintf("%d ", e.Seq), e.Line()
	if c, err := parseCorrect(args + text); err != nil || c != (correctEntry{Seq: e.Seq, Text: text}) {
		args += keep + " "
	}
	return "/" + correctVerb.Name + " " + args + text
}

func (correctEntry) needs() power { return powerRespond }

func (correctEntry) takesLabel() {}

func (c correctEntry) decide(s *State, a Ask) ([]Fact, error) {
	e, err := s.find(c.Seq, a.By)
	if err != nil {
		return nil, err
	}
	if !isCorrectable(e.Fact) {
		return nil, refuse("#%d is %q, which has no text to correct: %s", c.Seq, e.Kind(), putRight(e.Event))
	}
	if err := checkNotStruck(e); err != nil {
		return nil, err
	}
	if err := s.checkMayMend(e, a.By, "correct"); err != nil {
		return nil, err
	}
	f := entryCorrected{Seq: c.Seq}
	if f.Text, err = c.text(s, e); err != nil {
		return nil, err
	}
	if c.Moved != (typedTime{}) {
		if f.At, err = c.time(e, a); err != nil {
			return nil, err
		}
		f.From = e.Happened()
	}
	if f.Text == e.Line() && f.At.Equal(f.From) {
		return nil, refuse("unchanged: #%d already says this", c.Seq)
	}
	return []Fact{f}, nil
}

// checkMayMend refuses to mend another's entry: the scribe and whoever runs the bridge may.
func (s *State) checkMayMend(e *Entry, by Person, how string) error {
	if e.By == by.Name || s.powerOf(by) >= powerManage || hasPrivilege(s, by, rightCorrect) {
		return nil
	}
	return refuse("#%d is %s's: only %s, the scribe or whoever runs the bridge can %s it", e.Seq, e.By, e.By, how)
}

// text returns the text that the entry will have. A time near a moment marks it, and an
// exact one takes the mark away.
func (c correctEntry) text(s *State, e *Entry) (string, error) {
	if c.Moved != (typedTime{}) && strings.TrimSpace(c.Text) == "" {
		return c.Moved.mark(strings.Replace(e.Line(), nearMark, "", 1)), nil
	}
	text, label, err := checkLabelled(s, c.Text)
	if err == nil && label != labelNone && label != e.Label {
		err = refuse("a correction has the label of its entry: /tlp #%d %s first", c.Seq, label)
	}
	return c.Moved.mark(text), err
}

// time returns the new time of an entry. A line of chat was said when it was said.
func (c correctEntry) time(e *Entry, a Ask) (time.Time, error) {
	if _, said := e.Fact.(chatLine); said {
		return time.Time{}, refuse("#%d is a line of chat, which stands when it was said: write what happened with its time, as /fact 13:00 TEXT", c.Seq)
	}
	return c.Moved.resolve(a)
}

// chatLine marks a fact that is a line of a chat.
type chatLine interface{ isChat() }

func (lineSaid) isChat()   {}
func (streamSaid) isChat() {}

// isCorrectable reports whether a fact is a text that a person wrote.
func isCorrectable(f Fact) bool {
	_, ok := f.(correctable)
	return ok
}

// correctable is a fact that is a text that a person wrote.
type correctable interface{ isCorrectable() }

// CorrectedBy returns the mark of an entry with a new text: by whom, and in which entry. The
// page of the entry has the original.
func (e *Entry) CorrectedBy() string {
	if e.Correction == nil {
		return ""
	}
	return fmt.Sprintf("corrected by %s, #%d", e.Correction.By, e.Correction.Seq)
}

func (entryCorrected) kind() string { return "corrected" }

func (f entryCorrected) fold(s *State, e *Event) {
	s.updateEntry(f.Seq, func(entry *Entry) {
		if f.At.IsZero() || f.Text != entry.Line() {
			entry.Correction = e
		}
	})
	if !f.At.IsZero() {
		s.moveEntry(f.Seq, e)
	}
	s.changeCopies(f.Seq, e.Seq)
}

func (f entryCorrected) movedTo() time.Time { return f.At }

func (f entryCorrected) aboutEntry(*State) uint64 { return f.Seq }

func (f entryCorrected) line() string {
	if f.At.IsZero() {
		return fmt.Sprintf("corrected #%d: %s", f.Seq, f.Text)
	}
	return fmt.Sprintf("corrected #%d, which was at %s, to %s: %s", f.Seq, minute(f.From), minute(f.At), f.Text)
}
