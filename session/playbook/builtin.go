package playbook

import (
	_ "embed"
	"time"

	"warroom/session/incident"
)

//go:embed builtin.yaml
var builtin string

// Builtin is the text of the playbook that is in force where the house has
// none of its own.
func Builtin() string { return builtin }

// builtinPlan is the playbook of Builtin, which has no faults.
func builtinPlan(now time.Time) *incident.Playbook {
	p, _ := Parse([]byte(builtin), now)
	return p
}
