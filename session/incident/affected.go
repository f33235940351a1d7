package incident

import (
	"iter"
	"slices"

	"warroom/session/incident/immutable"
)

// Affected is the section of the affected systems and assets, and of the links
// to other incidents.
type Affected struct {
	Systems     []*System              // in the order in which they were named
	Assets      immutable.List[*Asset] // in the order in which they were named
	Links       []Link
	absorbed    map[ID]uint64    // by duplicate: its last closing that was taken over
	source      splitSource      // of which entries of which incident this one was made
	sourceSeq   uint64           // the entry that says so
	splits      map[ID]uint64    // by incident that was split off: the entry that says so
	copies      copies           // what others repeat of this incident
	followed    map[ID]uint64    // by incident of which this one repeats entries: its last change that was followed
	brought     immutable.Index  // numbers of the tasks that duplicates brought, by their origin
	assets      immutable.Index  // places in Assets, by type and value
	stocks      map[string]stock // the assets that each person added
	compromised compromised
}

var affectedSection = section{
	verbs: []Verb{affectsVerb, unaffectedVerb, canVerb, assetVerb, iocVerb, linkVerb, unlinkVerb, splitVerb},
	kinds: map[string]codec{
		"system-affected":    {"affc", inTimeline, into[systemAffected]},
		"system-cleared":     {"unaf", inTimeline, into[systemCleared]},
		"owner-told":         {"call", inTimeline, into[contactsShown]},
		"asset-named":        {"ast", inTimeline, into[assetNamed]},
		"assets-imported":    {"ioc", inTimeline, into[assetsImported]},
		"asset-judged":       {"judg", inTimeline, into[assetJudged]},
		"asset-retyped":      {"judg", inTimeline, into[assetRetyped]},
		"linked":             {"link", inTimeline, into[incidentLinked]},
		"linked-back":        {"link", inTimeline, into[incidentLinkedBack]},
		"unlinked":           {"link", inTimeline, into[incidentUnlinked]},
		"unlinked-back":      {"link", inTimeline, into[incidentUnlinkedBack]},
		"duplicate-absorbed": {"link", inTimeline, into[duplicateAbsorbed]},
		"split-from":         {"splt", inTimeline, into[splitFrom]},
		"entry-cited":        {"cite", inTimeline, into[entryCited]},
		"entries-split":      {"splt", inTimeline, into[entriesSplit]},
		"copy-followed":      {"copy", inTimeline, into[copyFollowed]},
		"copies-kept":        {"copy", inRecord, into[copyFollowed]},
	},
}

// withoutAssets returns the section without its assets, of which there may be
// thousands.
func (a Affected) withoutAssets() Affected {
	return Affected{
		Systems: a.Systems, Links: a.Links, absorbed: a.absorbed,
		source: a.source, sourceSeq: a.sourceSeq, splits: a.splits, copies: copies{changed: a.copies.changed}, followed: a.followed,
	}
}

// Links returns the incidents that are linked to this one.
func (v View) Links() []Link { return slices.Clone(v.state.Affected.Links) }

// Systems yields the affected systems, by the time of their naming.
func (v View) Systems() iter.Seq[*System] {
	return seen(v, slices.All(v.state.Affected.Systems), func(x *System) uint64 { return x.Seq })
}

// Assets yields the affected things and indicators, by the time of their naming.
func (v View) Assets() iter.Seq[*Asset] {
	return seen(v, v.state.Affected.Assets.All(), func(a *Asset) uint64 { return a.Seq })
}
