package incident

// Shelf is what the response must have at hand: how people talk, which systems
// and things are affected, and which other incidents have to do with this one.
type Shelf struct {
	Mode     Mode
	Channels []Channel    // by name
	Systems  []*System    // in the order in which they were named
	Assets   List[*Asset] // in the order in which they were named
	Links    []Link
	assets   assetIndex       // places in Assets, by type and value
	stocks   map[string]stock // what each person put there
}

// withoutAssets is the shelf without the things that may be on it by the
// thousand.
func (s Shelf) withoutAssets() Shelf {
	s.Assets, s.assets, s.stocks = List[*Asset]{}, assetIndex{}, nil
	return s
}
