package exec

import (
	"iter"
	"time"

	"warroom/session"
	"warroom/session/incident"
)

// shown is show --json. Its keys are part of the contract with scripts: they
// may grow, and never go. It leaves out what the asker may not see.
type shown struct {
	shownHead
	shownCourse
	shownPeople
	shownSizeUp
	shownWork
	shownDeciding
	shownAffected
	LastSeq uint64 `json:"last_seq"`
}

// shownHead has the fields that the header of a screen shows.
type shownHead struct {
	ID         incident.ID          `json:"id"`
	Title      string               `json:"title"`
	Severity   incident.Severity    `json:"severity"`
	Phase      incident.Phase       `json:"phase"`
	System     incident.SystemState `json:"system_state"`
	TLP        incident.TLP         `json:"tlp"`
	Scope      incident.Scope       `json:"scope"`
	Drill      bool                 `json:"drill"`
	DeclaredAt time.Time            `json:"declared_at"`
	By         string               `json:"by"`
	Closings   []shownClosing       `json:"closings"` // the last without reopened_at holds
}

// shownClosing is one end of the incident. Its verdict is empty in records of before
// verdicts were asked.
type shownClosing struct {
	Verdict    incident.Verdict `json:"verdict"`
	Result     string           `json:"result"`
	By         string           `json:"by"`
	At         time.Time        `json:"at"`
	Left       []string         `json:"left"` // what was outstanding
	Seq        uint64           `json:"seq"`
	ReopenedAt *time.Time       `json:"reopened_at"`
}

func closingsShown(v incident.View) []shownClosing {
	all := []shownClosing{}
	for _, c := range v.Closings() {
		all = append(all, shownClosing{c.Verdict, c.Result, c.By, c.At.UTC(), append([]string{}, c.Left...), c.Seq, instant(c.Reopened)})
	}
	return all
}

// shownOf renders the incident as the sight's person may see it now.
func shownOf(v incident.View, present []session.Presence, sight *sight, now time.Time) shown {
	return shown{
		shownHead: shownHead{
			ID: v.ID(), Title: v.Title(), Severity: v.Severity(), Phase: v.Phase(), System: v.SystemState(), TLP: v.TLP(),
			Scope: v.Scope(), Drill: v.Drill(), DeclaredAt: v.Declared().At.UTC(), By: v.Declared().By,
			Closings: closingsShown(v),
		},
		shownCourse:   courseShown(v, sight, now),
		shownPeople:   peopleShown(v, present),
		shownSizeUp:   sizeUpShown(v, sight),
		shownWork:     workShown(v, sight, now),
		shownDeciding: decidingShown(v, sight, now),
		shownAffected: affectedShown(v, sight, now),
		LastSeq:       v.Last(),
	}
}

// instant returns t in UTC, nil when t is zero.
func instant(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

// each returns a list of what f makes of the items of another, one by one as they are
// written.
func each[T, U any](l iter.Seq2[int, T], f func(T) U) listed[U] {
	return func(yield func(U) bool) {
		for _, item := range l {
			if !yield(f(item)) {
				return
			}
		}
	}
}
