package incident

import (
	"fmt"
	"slices"
	"sort"
	"strings"
)

// typedAsset names an asset that is known, as somebody types it.
type typedAsset struct {
	Seq   uint64    // the entry that named it, 0: by its value
	Type  AssetType // AssetUntyped: of whatever type
	Value string
}

// find returns the one asset that p can see and that is meant. A value is looked for as
// each type reads it: the type on record may be the mistake.
func (m typedAsset) find(s *State, p Person) (*Asset, error) {
	var found []*Asset
	if m.Seq > 0 {
		found = m.inEntry(s.For(p))
	} else {
		found = m.byValue(s, p)
	}
	all := len(found)
	found = slices.DeleteFunc(found, func(a *Asset) bool { return a.State == AssetWithdrawn })
	switch len(found) {
	case 0:
		if all > 0 {
			return nil, refuse("%s is withdrawn already", quote(m.String()))
		}
		return nil, refuse("%s is nothing that is named here: give its value as it is shown, or the number of the entry that named it", quote(m.String()))
	case 1:
		return found[0], nil
	}
	var names []string
	for _, a := range found[:min(len(found), 5)] {
		names = append(names, fmt.Sprintf("%s (#%d)", quote(a.Name()), a.Seq))
	}
	return nil, refuse("%s may be %s: give the type behind the value, or the entry's number", quote(m.String()), strings.Join(names, ", "))
}

// inEntry returns the assets that the entry named, as far as they are shown. Assets
// are in the order of their entries.
func (m typedAsset) inEntry(v View) (found []*Asset) {
	if !v.Sees(m.Seq) {
		return nil
	}
	all := v.state.Affected.Assets
	from := sort.Search(all.Len(), func(i int) bool { return all.At(i).Seq >= m.Seq })
	for i := from; i < all.Len() && all.At(i).Seq == m.Seq; i++ {
		found = append(found, all.At(i))
	}
	return found
}

func (m typedAsset) byValue(s *State, p Person) (found []*Asset) {
	seen := map[*Asset]bool{}
	for t := AssetIPv4; t <= lastAssetType; t++ {
		if m.Type != AssetUntyped && m.Type != t {
			continue
		}
		of, value, err := Canonical(t, m.Value, false)
		if err != nil {
			continue
		}
		for _, of := range [...]AssetType{of, t} {
			if a := s.asset(of, value, p); a != nil && !seen[a] {
				seen[a] = true
				found = append(found, a)
			}
		}
	}
	return found
}

func (m typedAsset) String() string {
	if m.Seq > 0 {
		return Ref{RefEntry, m.Seq}.String()
	}
	return m.Value
}
