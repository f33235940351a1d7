package exec

import (
	"time"

	"warroom/session/incident"
)

type shownAffected struct {
	Systems []shownSystem      `json:"systems"`
	Targets []shownTarget      `json:"targets"` // of recovery, while something is shut down
	Assets  listed[shownAsset] `json:"assets"`
	Links   []shownLink        `json:"links"`
}

// shownSystem is an affected system, with its sheet as it was then.
type shownSystem struct {
	Sheet    *incident.Sheet `json:"sheet"`
	Unlisted bool            `json:"unlisted"`
	Stale    bool            `json:"stale"`
	Late     []string        `json:"late"` // marks of what else in the sheet was overdue
	By       string          `json:"by"`
	Seq      uint64          `json:"seq"`
}

type shownTarget struct {
	System  string     `json:"system"`
	BackBy  *time.Time `json:"back_by"`
	Restore *time.Time `json:"restore_point_from"`
}

type shownAsset struct {
	Type  string `json:"type"`
	Value string `json:"value"` // refanged
	IOC   bool   `json:"ioc"`
	State string `json:"state"`
	Why   string `json:"why"`
	By    string `json:"by"`
	Seq   uint64 `json:"seq"`
}

type shownLink struct {
	Kind string      `json:"kind"`
	To   incident.ID `json:"to"`
}

func affectedShown(v incident.View, sight *sight, now time.Time) shownAffected {
	out := shownAffected{Systems: []shownSystem{}, Targets: []shownTarget{}, Links: []shownLink{}}
	for sys := range v.Systems() {
		out.Systems = append(out.Systems, shownSystem{sys.Sheet, sys.Unlisted, sys.Stale, append([]string{}, sys.Late...), sys.By, sys.Seq})
	}
	for _, t := range v.Targets(now) {
		out.Targets = append(out.Targets, shownTarget{t.System, instant(t.Deadline), instant(t.Restore)})
	}
	out.Assets = func(yield func(shownAsset) bool) {
		for a := range sight.assets() {
			if !yield(shownAsset{a.Type.String(), a.Value, a.IOC, a.State.String(), a.Why, a.By, a.Seq}) {
				return
			}
		}
	}
	for _, l := range v.Links() {
		out.Links = append(out.Links, shownLink{l.Kind, l.To})
	}
	return out
}
