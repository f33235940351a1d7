package incident

import "warroom/session/incident/immutable"

// Affected is the section of the affected systems and assets, and of the links
// to other incidents.
type Affected struct {
	Systems []*System              // in the order in which they were named
	Assets  immutable.List[*Asset] // in the order in which they were named
	Links   []Link
	assets  immutable.Index  // places in Assets, by type and value
	stocks  map[string]stock // the assets that each person added
}

var affectedSection = section{
	verbs: []Verb{affectsVerb, unaffectedVerb, canVerb, assetVerb, iocVerb, linkVerb, unlinkVerb},
	kinds: map[string]codec{
		"system-affected": {"affc", inTimeline, into[SystemAffected]},
		"system-cleared":  {"unaf", inTimeline, into[SystemCleared]},
		"owner-told":      {"call", inTimeline, into[OwnerTold]},
		"asset-named":     {"ast", inTimeline, into[AssetNamed]},
		"assets-imported": {"ioc", inTimeline, into[AssetsImported]},
		"asset-judged":    {"judg", inTimeline, into[AssetJudged]},
		"linked":          {"link", inTimeline, into[Linked]},
		"linked-back":     {"link", inTimeline, into[LinkedBack]},
		"unlinked":        {"link", inTimeline, into[Unlinked]},
		"unlinked-back":   {"link", inTimeline, into[UnlinkedBack]},
	},
}

// withoutAssets returns the section without its assets, of which there may be
// thousands.
func (a Affected) withoutAssets() Affected {
	return Affected{Systems: a.Systems, Links: a.Links}
}
