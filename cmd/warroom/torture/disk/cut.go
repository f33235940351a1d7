package disk

import (
	"maps"
	"math/rand/v2"
	"slices"
)

// Cut plays a power cut, after which the volume may be mounted anew: what was
// synced is there, and of the rest each page by chance, whole or torn. Of the
// changes of names, the first ones are there. No process may have it open.
func (v *Volume) Cut(chance float64, random *rand.Rand) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.root.cut(v.kind.Strict, chance, random)
}

func (n *inode) cut(strict bool, chance float64, random *rand.Rand) {
	if n.file != nil {
		n.file.cut(chance, random)
		return
	}
	if strict {
		n.folder.cut(chance, random)
	}
	n.folder.sync()
	for _, name := range n.list() {
		n.names[name].cut(strict, chance, random)
	}
}

// cut goes back to what the names were at the last sync, or a little later.
func (f *folder) cut(chance float64, random *rand.Rand) {
	for i := range f.past {
		if random.Float64() >= chance {
			f.names = f.past[i]
			return
		}
	}
}

// cut leaves what was synced, and of the dirty pages some. One in three of those
// is torn: its first sectors are new, the others old.
func (f *file) cut(chance float64, random *rand.Rand) {
	if f.shrunk >= 0 && f.shrunk < len(f.synced) && random.Float64() < chance {
		f.synced = f.synced[:f.shrunk]
	}
	for _, p := range slices.Sorted(maps.Keys(f.dirty)) {
		if random.Float64() >= chance {
			continue
		}
		bytes := pageSize
		if random.IntN(3) == 0 {
			bytes = sectorSize * random.IntN(pageSize/sectorSize)
		}
		f.settle(p, bytes)
	}
	f.now = slices.Clone(f.synced)
	f.forget()
}
