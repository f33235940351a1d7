package incident

import (
	"bytes"
	"slices"
	"strings"
	"time"
)

// Sheet holds what is known of a system before an incident. The JSON names are
// those of its file.
type Sheet struct {
	Name           string      `json:"name"`
	Title          string      `json:"title"`
	Architecture   string      `json:"architecture"` // a note, or where the drawing is
	Classification string      `json:"classification"`
	Components     []Component `json:"components"`
	Owners         []string    `json:"owners"`
	Contacts       []Contact   `json:"contacts"`
	RTO            Duration    `json:"rto,omitzero"` // recovery time objective; 0: none
	RPO            Duration    `json:"rpo,omitzero"` // recovery point objective; 0: none
	DependsOn      []string    `json:"depends_on"`
	Reviewed       time.Time   `json:"reviewed,omitzero"` // zero: never
	ReviewEvery    Duration    `json:"review_every,omitzero"`
	ReviewedBy     string      `json:"reviewed_by,omitempty"`
	SheetRecovery
	SheetRunning
}

// Contact is someone to call about a system.
type Contact struct {
	Name   string `json:"name"`
	For    string `json:"for"`   // "database", "on call", "vendor"
	Reach  string `json:"reach"` // a number, an address
	Backup bool   `json:"backup"`
}

// same reports whether two sheets have equal content.
func (s *Sheet) same(o *Sheet) bool {
	a, errA := asJSON(s)
	b, errB := asJSON(o)
	return errA == nil && errB == nil && bytes.Equal(a, b)
}

// sheet returns the server's sheet of a system, nil if there is none.
func (r *Rules) sheet(system string) *Sheet {
	known := r.Sheets[system]
	if known == nil {
		return nil
	}
	sheet := *known
	sheet.Name = system
	for _, day := range sheet.days() {
		*day = day.UTC().Round(0) // as it will be decoded
	}
	return &sheet
}

// offerSystems bounds the names that a refusal offers.
const offerSystems = 3

// nearestSystems returns, by name, the systems with a sheet whose names are
// similar.
func (r *Rules) nearestSystems(name string) []string {
	var near []string
	for known := range r.Sheets {
		if numberSiblings(name, known) {
			continue
		}
		if strings.Contains(known, name) || strings.Contains(name, known) || distance(name, known) <= 3 {
			near = append(near, CleanLine(known))
		}
	}
	slices.Sort(near)
	return near[:min(len(near), offerSystems)]
}

// refuseSheet says that a system has no sheet, and offers similar names.
func (r *Rules) refuseSheet(name, or string) error {
	if near := r.nearestSystems(name); len(near) > 0 {
		return refuse("there is no sheet of %s (did you mean %s?): %s", name, strings.Join(near, " or "), or)
	}
	return refuse("there is no sheet of %s: %s", name, or)
}
