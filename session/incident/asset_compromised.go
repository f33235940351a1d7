package incident

import (
	"iter"

	"warroom/session/incident/immutable"
)

// compromised finds the assets that are compromised. Some of its places are of assets that
// were cleared since: at most half, and a few.
type compromised struct {
	places immutable.List[int] // in Affected.Assets, in the order in which they got there
	stale  int
}

// fewStale is how many stale places are left in a short list.
const fewStale = 64

// recordState notes what state the asset at a place has, which had another before.
func (a *Affected) recordState(place int, from, to AssetState) {
	switch {
	case to == AssetCompromised && from != AssetCompromised:
		a.compromised.places = a.compromised.places.Append(place)
	case to != AssetCompromised && from == AssetCompromised:
		a.compromised.stale++
	}
	if c := a.compromised; c.stale > fewStale && c.stale > c.places.Len()/2 {
		a.compromised = compromised{places: immutable.ListOf(a.placesCompromised()...)}
	}
}

// placesCompromised returns the places of the assets that are compromised, each once.
func (a *Affected) placesCompromised() (places []int) {
	met := map[int]bool{}
	for _, place := range a.compromised.places.All() {
		if a.Assets.At(place).State == AssetCompromised && !met[place] {
			met[place] = true
			places = append(places, place)
		}
	}
	return places
}

// Compromised yields the assets and the indicators that are compromised, the newest first.
func (v View) Compromised() iter.Seq[*Asset] {
	all := &v.state.Affected
	return func(yield func(*Asset) bool) {
		met := map[int]bool{}
		for _, place := range all.compromised.places.Backward() {
			a := all.Assets.At(place)
			if a.State != AssetCompromised || met[place] || !v.Sees(a.Seq) {
				continue
			}
			if met[place] = true; !yield(a) {
				return
			}
		}
	}
}
