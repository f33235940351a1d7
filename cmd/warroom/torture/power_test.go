//go:build unix

package torture

import (
	"time"

	"warroom/cmd/warroom/torture/disk"
)

// power cuts the power under load: what was not synced is lost, torn or kept by
// chance.
func power() kind {
	return kind{
		name:     "power",
		injected: "power cut under load",
		fuse:     true,
		lasts:    4,
		play:     cutUnderLoad,
		control: control{without: "synchronous=FULL", shows: []fault{lost}, edits: []edit{
			{"store/sqlite/session.go", `synchronous(FULL)`, `synchronous(NORMAL)`},
		}},
	}
}

// strict cuts the power where names, too, are lost until their folder is synced.
func strict() kind {
	k := power()
	k.name = "strict"
	k.injected = "power cut under load, names need a folder sync"
	k.disk = disk.Kind{Strict: true}
	k.control = control{without: "the sync of the data folder's name", shows: []fault{lost}, edits: []edit{
		{"store/files/files.go", "return Sync(above)", "return nil"},
	}}
	return k
}

func cutUnderLoad(r *round) {
	s, c := r.load()
	if s == nil {
		return
	}
	r.pause(50*time.Millisecond, 1500*time.Millisecond)
	s.kill()
	c.rest()
	r.cut()
	r.aftermath()
}
