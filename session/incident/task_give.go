package incident

import (
	"slices"
	"strings"
	"time"
)

// giveTask asks to give a task to a person, or to the holder of a role.
type giveTask struct {
	To     taskAssignee
	Within Duration  // 0: no time box
	Due    *typedEnd // a deadline in place of a time box; nil for none
	Stream string    // the workstream it belongs to, empty for the bridge
	After  []Ref     // the proposals that must be accepted first
	Text   string
}

// taskGiven happened when a task was given.
type taskGiven struct {
	N       uint64    `json:"n"`
	To      string    `json:"to,omitempty"`   // a person, or
	Role    *Role     `json:"role,omitempty"` // the holder of the role
	Within  Duration  `json:"within,omitzero"`
	Due     time.Time `json:"due,omitzero"`
	Stream  string    `json:"stream,omitempty"`
	After   []Ref     `json:"after,omitempty"`
	Rule    string    `json:"rule,omitempty"`    // the key of the playbook's rule that opened it
	Because string    `json:"because,omitempty"` // what made that rule apply
	Text    string    `json:"text"`
	Origin  string    `json:"origin,omitempty"` // of one that a duplicate brought: "INC-3 A2"
}

var taskVerb = Verb{
	Name: "task", Args: "@PERSON | ROLE [15m | until TIME] [in STREAM] [after P2,P3] TEXT", asks: giveTask{},
	Help: "give a task to a person, or to whoever holds a role",
	complete: func(s sources, arg int) []string {
		if arg != 0 {
			return nil
		}
		return append(doers(s), roleWords...)
	},
	parse: func(args string) (Command, error) {
		to, rest, err := cutAssignee(args)
		if err != nil {
			return nil, err
		}
		c := giveTask{To: to}
		c.Text, err = c.cutOptions(rest)
		return c, err
	},
}

// afterWords are the words before the proposals that a task waits for.
var afterWords = []string{"after"}

// cutOptions cuts the options before a task's text, each once and in any order,
// and returns the text. "--" ends them.
func (c *giveTask) cutOptions(args string) (text string, err error) {
	for {
		if text, kept := cutKept(args); kept {
			return text, nil
		}
		word, rest := cutWord(args)
		switch lower(word) {
		case "in":
			if c.Stream != "" {
				return args, nil
			}
			if _, _, err := c.cutBox(word, args); err != nil {
				return "", err
			}
			c.Stream, rest = cutWord(rest)
		case "after":
			refs, behind := citedRefs(rest)
			if len(refs) == 0 || c.After != nil {
				return args, nil
			}
			if !allProposals(refs) {
				return "", refuse("a task can wait only for proposals: write them as after P2,P3%s", keepHint)
			}
			c.After, rest = refs, behind
		case "":
			return args, nil
		default:
			behind, taken, err := c.cutBox(word, args)
			if err != nil || !taken {
				return args, firstError(err, askAfter(args, rest))
			}
			rest = behind
		}
		args = rest
	}
}

// askAfter asks about a misspelt after, which has proposals behind it.
func askAfter(args, rest string) error {
	if refs, _ := citedRefs(rest); len(refs) == 0 {
		return nil
	}
	return askKeyword(args, afterWords)
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// cutBox cuts a time box, as "15m", or a deadline, as "until Fri 18:00", from the front of
// args, if they begin with one and the task has none yet. It asks about a moment alone,
// which the text may begin with, and about other words for until.
func (c *giveTask) cutBox(word, args string) (rest string, taken bool, err error) {
	if c.Within != 0 || c.Due != nil {
		return args, false, nil
	}
	from, named := args, endWord(word)
	if named != "" {
		_, from = cutWord(args)
	}
	if box, rest, ok := cutLength(from); ok && endsLength(rest) && (named == "" || named == "within") {
		return c.takeBox(args, from, rest, box)
	}
	if named == "" && !isDigit(word[0]) && !mayBeMoment(args) {
		return args, false, nil
	}
	end, rest, err := cutDeadline(from)
	typed := quote(strings.TrimSpace(from[:len(from)-len(rest)]))
	switch {
	case named != "" && named != "until" && (err != nil || end != (typedEnd{})):
		return args, false, refuse("does %q name the deadline of the task? Write it as until 18:00, or the time that it has as 15m%s", quote(args), keepHint)
	case err == nil && end == (typedEnd{}) && named == "until" && namesEnd(from):
		return args, false, refuse("%q isn't a deadline: write it as until 18:00, until tomorrow 09:00 or until Fri 18:00%s", quote(firstOf(from)), keepHint)
	case err != nil, end == (typedEnd{}):
		return args, false, orText(firstError(err, askLength(args)))
	case named == "":
		return args, false, refuse("is %q the deadline of the task? Write it as until %s%s", typed, typed, keepHint)
	}
	c.Due = &end
	return rest, true, nil
}

// takeBox takes a length of time as the task's box. It asks where its unit stands apart, as
// in "15 m cable".
func (c *giveTask) takeBox(args, from, rest string, box time.Duration) (string, bool, error) {
	typed := strings.TrimSpace(from[:len(from)-len(rest)])
	first, _ := cutWord(from)
	switch {
	case strings.Trim(first, "0123456789.") == "" && from == args:
		return args, false, refuse("is %q the time of the task? Write it as %s%s", quote(typed), wire(box), keepHint)
	case box <= 0:
		return args, false, refuse("%q is no time for a task: write it as 15m, 4h or 2d%s", quote(typed), keepHint)
	}
	c.Within = Duration(box)
	return strings.TrimLeft(rest, blanks+":,;"), true, nil
}

// endWord returns what a word before a deadline or a time box means: "until", "within", or
// another that is asked about where a time follows; "" for none.
func endWord(word string) string {
	switch lower(word) {
	case "until", "by":
		return "until"
	case "within":
		return "within"
	case "before", "due", "for", "max", "til", "'til", "till", "at", "in", "deadline", "due:", "until:", "by:", "deadline:":
		return "other"
	}
	if misspelt(word, untilWords) != "" {
		return "other"
	}
	return ""
}

// namesEnd reports whether a text begins with a number or a day.
func namesEnd(s string) bool {
	word := trimMarks(firstOf(s))
	return word != "" && (isDigit(word[0]) || dayWord(word) != dayNone || weekdayOf(word) != 0 || partWord(word) >= partNoon)
}

// wire formats a length of time as it is typed.
func wire(d time.Duration) string {
	text, err := Duration(d).MarshalText()
	if err != nil {
		return d.String()
	}
	return string(text)
}

// allProposals reports whether refs has at least one reference and names only
// proposals.
func allProposals(refs []Ref) bool {
	other := func(r Ref) bool { return r.Kind != RefProposal }
	return len(refs) > 0 && !slices.ContainsFunc(refs, other)
}

func (c giveTask) names() []typedPerson { return []typedPerson{c.To.typedPerson} }

func (giveTask) needs() power { return powerRespond }

func (c giveTask) decide(s *State, a Ask) ([]Fact, error) {
	text, err := checkTask(c.Text)
	if err != nil {
		return nil, err
	}
	if err := c.To.check(s, a); err != nil {
		return nil, err
	}
	if c.Due != nil {
		due, err := c.Due.resolve(a)
		if err != nil {
			return nil, err
		}
		c.Within = Duration(due.Sub(a.At.UTC().Round(0)))
	}
	if err := checkWithin(c.Within); err != nil {
		return nil, err
	}
	stream, err := c.To.checkWorksIn(s, a.By, c.Stream)
	if err != nil {
		return nil, err
	}
	if err := c.checkAfter(s, a.By); err != nil {
		return nil, err
	}
	if len(s.Plan.open) >= maxOpenTasks {
		return nil, refuse("%d tasks are open and no more fit: end some with /done or /drop", len(s.Plan.open))
	}
	if err := checkShare(s, a.By, countBy(s.Plan.open, a.By.Name, func(n uint64) string { return s.Task(n).By }), maxOpenTasks, "open tasks"); err != nil {
		return nil, err
	}
	f := taskGiven{N: uint64(s.Plan.Tasks.Len()) + 1, Stream: stream, After: c.After, Text: text}
	f.To, f.Role = c.To.wire()
	f.setBox(c.Within, a)
	return []Fact{f}, nil
}

// checkTask cleans a task's text, which is one line.
func checkTask(s string) (string, error) {
	text := strings.TrimSpace(CleanLine(s))
	if text == "" {
		return "", refuse("say what to do: /task @kim 15m TEXT")
	}
	return checkText(text)
}

// MaxBox is the longest time that a task, or a rule of the playbook, may have.
const MaxBox = Duration(90 * day)

// checkWithin refuses a time that no task may have: over 90 days.
func checkWithin(box Duration) error {
	if box < 0 || box > MaxBox {
		return refuse("a task can have up to %s: write the time as 15m, 4h or 2d", MaxBox)
	}
	return nil
}

func (c giveTask) checkAfter(s *State, by Person) error {
	if len(c.After) > 0 && !allProposals(c.After) {
		return refuse("a task can wait only for proposals: write them as after P2,P3")
	}
	return checkRefs(s, by, c.After)
}

// kind returns another wire name for a task that the playbook opened: the
// timeline shows those once, with the declaration or the severity.
func (f taskGiven) kind() string {
	if f.Rule != "" {
		return "task-asked"
	}
	return "task-given"
}

func (taskGiven) isLabelable() {}

func (f taskGiven) streamName() string { return f.Stream }

func (f taskGiven) fold(s *State, e *Event) {
	t := &Task{
		N: f.N, Text: f.Text, By: e.By, Given: e.OccurredAt, Since: e.OccurredAt, Due: f.Due,
		Stream: f.Stream, After: f.After, Seq: e.Seq, TaskOrigin: TaskOrigin{f.Origin, f.Rule, f.Because},
	}
	assignee(f.To, f.Role).assignTo(t)
	s.addTask(t)
	s.bring(f.Origin, f.N)
}

func (f taskGiven) line() string {
	words := []string{Ref{RefTask, f.N}.String() + " for " + assignee(f.To, f.Role).String()}
	if f.Within > 0 {
		words = append(words, f.Within.String())
	}
	if f.Stream != "" {
		words = append(words, "in "+f.Stream)
	}
	if len(f.After) > 0 {
		words = append(words, "after "+refList(f.After))
	}
	if f.Origin != "" {
		words = append(words, "from "+f.Origin)
	}
	return strings.Join(words, ", ") + ": " + f.Text + becauseOf(f.Because)
}
