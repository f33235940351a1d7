package report

import (
	"io"
	"iter"
	"strconv"
	"time"

	"github.com/google/uuid"

	"warroom/session/incident"
)

// STIX writes indicators and affected assets as a bundle of STIX 2.1 (OASIS
// Standard, 10 June 2021): each indicator as an indicator with a pattern, each
// asset of ours as an infrastructure with the labels "affected", its type and its
// state. What was withdrawn is revoked (section 3.2), so that those who have it take it
// back. All have the incident's TLP label, and no names of people. An asset gets
// the same identifier each time, so importing it twice gives one object. Each
// object is written as it is made, so the bundle is never in memory whole.
func STIX(w io.Writer, v incident.View, assets iter.Seq[*incident.Asset]) error {
	x := exporter{s: v, marking: markings[v.TLP()].ID}
	self := x.common("identity", "", v.Declared().At, v.Declared().At)
	self.CreatedBy = ""
	x.by = self.ID
	b := newBundle(w, x.id("bundle", strconv.FormatUint(v.Last(), 10)))
	b.add(marking(v.TLP()))
	b.add(identity{self, "warroom", "system"})
	for a := range assets {
		if a.IOC {
			b.add(x.indicator(a))
		} else {
			b.add(x.infrastructure(a))
		}
		if b.err != nil {
			break
		}
	}
	return b.end()
}

// common holds the properties of all objects (section 3.2).
type common struct {
	Type      string   `json:"type"`
	Version   string   `json:"spec_version"`
	ID        string   `json:"id"`
	CreatedBy string   `json:"created_by_ref,omitempty"`
	Created   string   `json:"created"`
	Modified  string   `json:"modified"`
	Revoked   bool     `json:"revoked,omitempty"`
	Labels    []string `json:"labels,omitempty"`
	Markings  []string `json:"object_marking_refs"`
}

// identity is the author of the bundle (section 4.5).
type identity struct {
	common
	Name  string `json:"name"`
	Class string `json:"identity_class"`
}

// indicator is something that others can search for (section 4.7).
type indicator struct {
	common
	Name        string   `json:"name"`
	Description string   `json:"description,omitempty"`
	Types       []string `json:"indicator_types"`
	Pattern     string   `json:"pattern"`
	PatternType string   `json:"pattern_type"`
	ValidFrom   string   `json:"valid_from"`
}

// infrastructure is an affected asset (section 4.8).
type infrastructure struct {
	common
	Name        string `json:"name"`
	Description string `json:"description,omitempty"`
}

// exporter holds what the objects of one bundle have in common.
type exporter struct {
	s           incident.View
	by, marking string
}

// space is the namespace of our identifiers (RFC 9562, version 5). STIX has its
// own for observables.
var space = uuid.NewSHA1(uuid.NameSpaceDNS, []byte("warroom"))

// id derives an object's identifier from its subject and its incident. The time
// of the declaration, to the nanosecond, tells the incidents of different
// servers apart.
func (x exporter) id(kind, about string) string {
	name := string(x.s.ID()) + " " + stamp(x.s.Declared().At) + strconv.Itoa(x.s.Declared().At.Nanosecond()) + " " + about
	return kind + "--" + uuid.NewSHA1(space, []byte(kind+" "+name)).String()
}

func (x exporter) common(kind, about string, created, modified time.Time) common {
	if modified.Before(created) {
		modified = created // judged at an earlier time than it was entered
	}
	return common{
		Type: kind, Version: "2.1", ID: x.id(kind, about), CreatedBy: x.by,
		Created: stamp(created), Modified: stamp(modified), Markings: []string{x.marking},
	}
}

// stamp formats a time as STIX does, to the millisecond.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

// named returns when the asset was first named.
func (x exporter) named(a *incident.Asset) time.Time {
	if e := x.s.Entry(a.Seq); e != nil {
		return e.OccurredAt
	}
	return a.At
}

// indicatorTypes holds words of the vocabulary indicator-type-ov (section
// 10.7).
var indicatorTypes = [...]string{
	incident.AssetUnknown:     "unknown",
	incident.AssetCompromised: "malicious-activity",
	incident.AssetCleared:     "benign",
	incident.AssetWithdrawn:   "unknown",
}

func (x exporter) indicator(a *incident.Asset) indicator {
	c := x.common("indicator", a.Type.String()+" "+a.Value, x.named(a), a.At)
	c.Revoked = a.State == incident.AssetWithdrawn
	return indicator{
		common: c, Name: a.Value, Description: a.Why, Types: []string{indicatorTypes[a.State]},
		Pattern: pattern(a), PatternType: "stix", ValidFrom: c.Created,
	}
}

func (x exporter) infrastructure(a *incident.Asset) infrastructure {
	c := x.common("infrastructure", a.Type.String()+" "+a.Value, x.named(a), a.At)
	c.Revoked = a.State == incident.AssetWithdrawn
	c.Labels = []string{"affected", a.Type.String(), a.State.String()}
	return infrastructure{c, a.Value, a.Why}
}
