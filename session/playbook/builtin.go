package playbook

import (
	_ "embed"
	"time"

	"warroom/session/incident"
)

//go:embed builtin.yaml
var builtin string

// Builtin returns the text of the playbook for servers that have none of their
// own.
func Builtin() string { return builtin }

// builtinPlan returns the playbook of Builtin, which has no faults.
func builtinPlan(now time.Time) *incident.Playbook {
	p, _ := Parse([]byte(builtin), now)
	return p
}
