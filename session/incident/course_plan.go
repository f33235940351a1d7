package incident

import (
	"iter"
	"strings"
	"time"
)

// CourseOfAction is what the team means to do in the next period. It is reviewed when
// that ends.
type CourseOfAction struct {
	Text  string
	Until time.Time // the end of the period
	By    string
	At    time.Time
	Seq   uint64
}

// setCourse asks to set the course of action, or to go on with the present one.
type setCourse struct {
	Text  string // "" goes on with the present one
	Until typedEnd
}

// courseSet happened when the course of action was set, or got another end.
type courseSet struct {
	Text  string    `json:"text"`
	Until time.Time `json:"until"`
	Of    uint64    `json:"of,omitempty"` // the entry with the course that goes on, 0 for a new one
}

var planVerb = Verb{
	Name: "plan", Args: "TEXT until TIME | until TIME", asks: setCourse{},
	Help:     "set the course of action: the objectives of the next period, and when they are reviewed; until TIME alone goes on with the present one",
	complete: offerWords("until"),
	parse: func(args string) (Command, error) {
		text, until, err := cutReview(args)
		return setCourse{Text: text, Until: until}, err
	},
}

// planExample is shown in refusals.
const planExample = "/plan isolate the build fleet, image bld-07 until 16:00"

// cutReview cuts "until 16:00" from the end of a text that must have it: at the last until
// that has a deadline behind it and nothing more.
func cutReview(args string) (text string, end typedEnd, err error) {
	err = refuse("say at the end until when, for then it is reviewed: %s", planExample)
	for rest := args; rest != ""; {
		word, after := cutWord(rest)
		if strings.EqualFold(word, untilWords[0]) && after != "" {
			at, unclear := parseDeadline(after)
			if unclear == nil {
				return strings.TrimRight(args[:len(args)-len(rest)], blanks), at, nil
			}
			err = unclear
		} else if misspelt(word, untilWords) != "" && after != "" {
			if _, unclear := parseDeadline(after); unclear == nil {
				err = refuse("%q may be a slip: did you mean until?", quote(word))
			}
		}
		rest = after
	}
	return "", typedEnd{}, err
}

func (setCourse) needs() power { return powerManage }

func (c setCourse) decide(s *State, a Ask) ([]Fact, error) {
	until, err := c.Until.resolveAsked(a)
	if err == nil && until.IsZero() {
		err = refuse("say until when: %s", planExample)
	}
	if err != nil {
		return nil, err
	}
	was := s.For(a.By).CourseOfAction()
	f := courseSet{Until: until}
	if strings.TrimSpace(CleanLine(c.Text)) == "" {
		if was == nil {
			return nil, refuse("there is no course of action to go on with: say what it is, as %s", planExample)
		}
		f.Text, f.Of = was.Text, was.Seq
	} else if f.Text, err = checkText(c.Text); err != nil {
		return nil, err
	}
	if was != nil && f.Text == was.Text && f.Until.Equal(was.Until) {
		return nil, refuse("unchanged: this is the course of action until %s already", minute(until))
	}
	return []Fact{f}, nil
}

func (courseSet) kind() string { return "course-set" }
func (courseSet) isLabelable() {}

// aboutEntry returns the entry with the course that goes on: who doesn't see that one,
// doesn't see its text here.
func (f courseSet) aboutEntry(*State) uint64 { return f.Of }

func (f courseSet) fold(s *State, e *Event) {
	s.Course.Actions = s.Course.Actions.Append(&CourseOfAction{Text: f.Text, Until: f.Until, By: e.By, At: e.OccurredAt, Seq: e.Seq})
}

func (f courseSet) line() string {
	if f.Of > 0 {
		return "goes on until " + minute(f.Until) + ": " + f.Text
	}
	return "until " + minute(f.Until) + ": " + f.Text
}

// Due reports whether the period of the course of action is over: it must be reviewed.
func (c *CourseOfAction) Due(now time.Time) bool { return !now.Before(c.Until) }

// CourseOfAction returns the present course of action, nil where there is none, where it
// isn't shown, and in a closed incident.
func (v View) CourseOfAction() *CourseOfAction {
	all := v.state.Course.Actions
	if all.Len() == 0 || v.Phase() == PhaseClosed {
		return nil
	}
	if last := all.At(all.Len() - 1); v.Sees(last.Seq) {
		return last
	}
	return nil
}

// CoursesOfAction yields all courses of action, the newest first.
func (v View) CoursesOfAction() iter.Seq[*CourseOfAction] {
	return seen(v, v.state.Course.Actions.Backward(), func(c *CourseOfAction) uint64 { return c.Seq })
}
