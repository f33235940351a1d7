package incident

// What the shelf of one incident holds at most: all of it is in memory.
const (
	maxAssets = 250_000
	maxShelf  = 64 << 20 // bytes of values and reasons
)

// stock is how much is on the shelf.
type stock struct{ things, bytes int } // bytes of values and reasons

func (k stock) with(more ...assetNamed) stock {
	for _, f := range more {
		k.things, k.bytes = k.things+1, k.bytes+len(f.Value)+len(f.Why)+len(f.Typed)
	}
	return k
}

// checkShelf refuses more things than there is room for, in all or by one person.
func (s *State) checkShelf(by Person, more ...assetNamed) error {
	var all stock
	for _, k := range s.Affected.stocks {
		all.things, all.bytes = all.things+k.things, all.bytes+k.bytes
	}
	if k := all.with(more...); k.things > maxAssets || k.bytes > maxShelf {
		return refuse("the shelf is full, with %d things of %d KiB; at most %d and %d KiB are kept: put a long list where all can read it, and its address in a fact", all.things, all.bytes>>10, maxAssets, maxShelf>>10)
	}
	own := s.Affected.stocks[by.Name]
	if k := own.with(more...); k.things > share(maxAssets) || k.bytes > share(maxShelf) {
		return refuseShare(s, by, own.things, "things on the shelf")
	}
	return nil
}

// put puts the things that e named on the shelf.
func (s *State) put(e *Event, things ...assetNamed) {
	s.Affected.stocks = mapWith(s.Affected.stocks, e.By, s.Affected.stocks[e.By].with(things...))
	keys := make([]string, len(things))
	for i, f := range things {
		keys[i] = assetKey(f.Type, f.Value)
	}
	s.Affected.assets = s.Affected.assets.Insert(s.Affected.Assets.Len(), keys...)
	for _, f := range things {
		s.Affected.Assets = s.Affected.Assets.Append(&Asset{f.Type, f.Value, f.IOC, f.State, f.Why, e.By, e.OccurredAt, e.Seq})
		s.Affected.recordState(s.Affected.Assets.Len()-1, AssetUnknown, f.State)
	}
}
