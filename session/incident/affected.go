package incident

// Affected is the section of which systems and things are affected, and of the
// incidents that are linked to this one.
type Affected struct {
	Systems []*System    // by the time of their naming
	Assets  List[*Asset] // by the time of their naming
	Links   []Link
	assets  assetIndex       // places in Assets, by type and value
	stocks  map[string]stock // what each person put on the shelf
}

// withoutAssets returns the section without the things and indicators, of which
// there may be thousands.
func (a Affected) withoutAssets() Affected {
	return Affected{Systems: a.Systems, Links: a.Links}
}
