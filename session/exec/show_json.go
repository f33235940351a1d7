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
}

// shownOf renders the incident as the sight's person may see it now.
func shownOf(v incident.View, present []session.Presence, sight *sight, now time.Time) shown {
	return shown{
		shownHead: shownHead{
			ID: v.ID(), Title: v.Title(), Severity: v.Severity(), Phase: v.Phase(), System: v.SystemState(), TLP: v.TLP(),
			Scope: v.Scope(), Drill: v.Drill(), DeclaredAt: v.Declared().At.UTC(), By: v.Declared().By,
		},
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
