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
func shownOf(scene *session.Scene, sight *sight, now time.Time) shown {
	s, sees := scene.State, sight.sees
	return shown{
		shownHead: shownHead{
			ID: s.ID, Title: s.Status.Title, Severity: s.SizeUp.Severity, Phase: s.Status.Phase, System: s.Status.System, TLP: s.Access.TLP,
			Scope: s.Access.Scope, Drill: s.Drill, DeclaredAt: s.Declared.At.UTC(), By: s.Declared.By,
		},
		shownPeople:   peopleShown(scene, sees),
		shownSizeUp:   sizeUpShown(s, sees),
		shownWork:     workShown(s, sight.person, sees, now),
		shownDeciding: decidingShown(s, sees),
		shownAffected: affectedShown(s, sight, now),
		LastSeq:       s.Last,
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

// each maps the items of a list that f reports as seen, as they are written.
func each[T, U any](l iter.Seq2[int, T], f func(T) (U, bool)) listed[U] {
	return func(yield func(U) bool) {
		for _, item := range l {
			if u, ok := f(item); ok && !yield(u) {
				return
			}
		}
	}
}
