package incident

import (
	"fmt"
	"iter"
	"time"
)

// maxUnread bounds the count of unread entries.
const maxUnread = 999

type unreadShown struct {
	Since *time.Time `json:"since"` // null for who was never here
	Count int        `json:"count"`
	More  bool       `json:"more"` // there are more than were counted
}

// unreadPart tells how much came since the reader left.
func unreadPart(v View, r Reader) Part {
	_, since, been := v.Logged(r.Read)
	if !been {
		return single("unread", ToneNew, r.neverRead(v), Field{"unread", unreadShown{}})
	}
	shown := unreadShown{Since: instant(since)}
	for e := range v.Entries(r.Read) {
		if e == nil || !e.InTimeline() && !e.InChat() {
			continue
		}
		if shown.Count == maxUnread {
			shown.More = true
			break
		}
		shown.Count++
	}
	line := fmt.Sprintf("%d new since %s", shown.Count, r.Stamp(since))
	if shown.More {
		line = "over " + line
	}
	return single("unread", ToneNew, line, Field{"unread", shown})
}

// neverRead says what is new to a reader who never left a screen of this bridge.
func (r Reader) neverRead(v View) string {
	for _, here := range r.Present {
		if here.Name == r.Name {
			return "nothing: you are here since " + r.Stamp(here.Since)
		}
	}
	if m := v.state.Access.Members[r.Name]; m.Status == memberVisited && m.Rank == RankNone {
		return "all of it: you have read nothing on a screen yet"
	}
	return "all of it: this is your first time here"
}

// entryShown is an entry that latecomers must read.
type entryShown struct {
	Text string    `json:"text"`
	By   string    `json:"by"`
	At   time.Time `json:"at"`
	Seq  uint64    `json:"seq"`

	Marks []string `json:"marks,omitempty"` // as "corrected"

	Was *time.Time `json:"was,omitempty"` // when it was first said to have happened
}

func showEntry(e *Entry) any {
	shown := entryShown{Text: e.Line(), By: e.By, At: e.Happened().UTC(), Seq: e.Seq, Marks: e.marks(stampUTC)}
	if e.Moved() {
		shown.Was = instant(e.OccurredAt)
	}
	return shown
}

// starredPart tells the entries that people marked for latecomers.
func starredPart(v View, r Reader) Part {
	return r.entries("starred", "starred", 4, v.Stars(), v.Stars())
}

// findingsPart tells what was found and wasn't struck. A brief has the last findings, the newest first.
func findingsPart(v View, r Reader) Part {
	list := v.state.entries.findings
	holds := func(e *Entry) bool { return e.Strike == nil }
	return r.entries("findings", "findings", 3,
		where(v.shown(v.state.entriesBefore(list, v.Last()+1)), holds), where(v.shown(v.state.entriesAfter(list, 0)), holds))
}

// entries makes a part of entries.
func (r Reader) entries(key, heading string, most int, now, all iter.Seq[*Entry]) Part {
	return list[*Entry]{
		label: key, heading: heading, key: key, most: most, now: now, all: all,
		seq:   func(e *Entry) uint64 { return e.Seq },
		line:  r.Entry,
		value: showEntry,
	}.part()
}

// Entry returns an entry on one line, with its marks before its text.
func (r Reader) Entry(e *Entry) string {
	mark := ""
	for _, m := range e.marks(r.Stamp) {
		mark += " [" + m + "]"
	}
	return fmt.Sprintf("#%d %s %s%s: %s", e.Seq, r.Stamp(e.Happened()), e.By, mark, CleanLine(e.Line()))
}

type struckShown struct {
	By       string `json:"by"`
	StruckBy string `json:"struck_by"`
	In       uint64 `json:"in"` // the entry that struck it
	Why      string `json:"why"`
	Text     string `json:"text"` // that was struck: nobody goes by it any more
	Seq      uint64 `json:"seq"`
}

// struckPart tells which entries were crossed out, without their texts.
func struckPart(v View, _ Reader) Part {
	return list[*Entry]{
		label: "struck", heading: "struck entries", key: "struck", most: 2, now: v.Struck(), all: v.Struck(),
		seq:  func(e *Entry) uint64 { return e.Seq },
		tone: func(*Entry) Tone { return ToneMuted },
		line: func(e *Entry) string {
			return because(fmt.Sprintf("#%d of %s, by %s in #%d", e.Seq, e.By, e.Strike.By, e.Strike.Seq), CleanLine(e.StrikeWhy()))
		},
		value: func(e *Entry) any {
			return struckShown{e.By, e.Strike.By, e.Strike.Seq, e.StrikeWhy(), CleanLine(e.Line()), e.Seq}
		},
	}.part()
}

// lastPart tells how long the record is, as far as the reader sees it.
func lastPart(v View, _ Reader) Part {
	entries, last := v.Shown(), v.LastShown()
	line := fmt.Sprintf("%d, the last is #%d", entries, last)
	return single("entries", ToneMuted, line, Field{"entries", entries}, Field{"last_seq", last})
}
