package incident

import (
	"iter"
	"strings"
	"time"
)

// Brief is an incident as one reader reads it: all its parts, in the order of briefParts.
// Show and JSON have one order, which scripts rely on: a list is in the order of its numbers
// or entries, the oldest first. A brief leaves out what isn't so any more, and is cut for
// room: it has the newest first of decisions, closings, findings, severities and assets, and
// tasks by their deadlines.
// The brief, the page before /take, show and show --json are drawn from it, and each
// leaves out nothing that another of the same length has.
type Brief []Part

// Reader says for whom a Brief is made.
type Reader struct {
	Name    string                 // whose tasks and mentions are theirs; "" for nobody's
	Read    uint64                 // the last entry that they had read when they left; 0: none
	Now     time.Time              // zero leaves out what time alone changes
	Stamp   func(time.Time) string // writes a moment as they read it; nil: to the minute, in UTC
	Present []Attendee             // who is here: the log doesn't know
}

// Attendee is a person who is at the bridge now.
type Attendee struct {
	Name  string
	Rank  Rank
	Away  bool
	Since time.Time
}

// Part is what one section tells in a brief.
type Part struct {
	Label   string // at most 10 cells, for a column
	Heading string // in whole words
	Most    int    // how many of its rows a screen shows at once
	Listed  bool   // it has a row for each of many things
	Key     string // of its list in JSON; "" where Fields stand for it
	Fields  []Field
	now     iter.Seq[Row]
	all     iter.Seq[Row]
}

// Field is one value in JSON. What Value becomes there is part of the contract with
// scripts: keys are added, none goes.
type Field struct {
	Key   string
	Value any
}

// Row is one line of a part.
type Row struct {
	Tone  Tone
	Seq   uint64 // the entry that opened what it tells; 0: everyone here may see it
	thing string // what it tells, if another part may tell it too: see Once
	teller
}

// teller tells one thing.
type teller interface {
	text() string
	value() any
	more() []string
	other() string
}

// Text returns the row on one line, without marks that need a legend.
func (r Row) Text() string { return CleanLine(r.text()) }

// More returns what JSON has of the row beyond its text, in plain words, as lines below it.
func (r Row) More() (lines []string) {
	for _, line := range r.more() {
		if line = CleanLine(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// Said returns the text and the lines below it, and what they say in another form than JSON has
// it.
func (r Row) Said() string {
	return strings.Join(append([]string{r.Text(), r.other()}, r.More()...), "\n")
}

// Value returns what JSON has for the row; nil where the part has no list.
func (r Row) Value() any { return r.value() }

// sentence is a line that no list in JSON has.
type sentence struct {
	line, said string
	below      []string
}

func (s sentence) text() string   { return s.line }
func (sentence) value() any       { return nil }
func (s sentence) more() []string { return s.below }
func (s sentence) other() string  { return s.said }

// Tone says how loud a row is. A word in the row always says the same.
type Tone uint8

// The tones.
const (
	ToneText Tone = iota
	ToneStrong
	ToneCalm
	ToneWarn
	ToneDanger
	ToneMuted
	ToneNew   // it came since the reader left
	ToneDrill // it is an exercise
)

// Now yields the rows that count now: what a latecomer must know.
func (p Part) Now() iter.Seq[Row] { return rowsOf(p.now) }

// All yields every row, those of what is done and over too.
func (p Part) All() iter.Seq[Row] { return rowsOf(p.all) }

// InShow reports whether JSON has the part.
func (p Part) InShow() bool { return p.Key != "" || len(p.Fields) > 0 }

func rowsOf(rows iter.Seq[Row]) iter.Seq[Row] {
	if rows == nil {
		return func(func(Row) bool) {}
	}
	return rows
}

// Brief returns the incident as a reader reads it. Its rows are made as they are read.
func (v View) Brief(r Reader) Brief {
	if r.Stamp == nil {
		r.Stamp = stampUTC
	}
	b := make(Brief, len(briefParts))
	for i, part := range briefParts {
		b[i] = part(v, r)
	}
	return b
}

// stampUTC formats a moment to the minute, in UTC.
func stampUTC(t time.Time) string { return t.UTC().Format("2006-01-02 15:04Z") }

// briefParts are in the order in which a brief tells them, on a screen, in words and in
// JSON: who comes late reads first what is new, then what holds, then how it came to it.
var briefParts = [...]func(View, Reader) Part{
	titlePart,
	unreadPart,
	newsPart,
	yoursPart,
	coursePart,
	recoveryPart,
	severityPart,
	proposedSeverityPart,
	statusPart,
	closingsPart,
	systemStatesPart,
	channelsPart,
	observationsPart,
	assetsPart,
	toDecidePart,
	toAnswerPart,
	decisionsPart,
	changesPart,
	duePart,
	linksPart,
	declaredPart,
	reachPart,
	impactPart,
	hypothesesPart,
	basesPart,
	fixByPart,
	rolesPart,
	presentPart,
	modePart,
	systemsPart,
	targetsPart,
	proposalsPart,
	tasksPart,
	huntsPart,
	sweepsPart,
	escalationsPart,
	clocksPart,
	playbookPart,
	checksPart,
	gatePart,
	outstandingPart,
	starredPart,
	findingsPart,
	struckPart,
	severitiesPart,
	impactsPart,
	standingsPart,
	coursesPart,
	recoveriesPart,
	metricsPart,
	membersPart,
	reportsPart,
	streamsPart,
	lastPart,
}
