package playbook

import (
	"context"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"warroom/session/incident"
	"warroom/store/files"
)

// Library is what the files of the house say, read again as they change. Its
// methods may be called from any goroutine.
type Library struct {
	files   Files
	twoKeys map[string]bool
	now     func() time.Time

	shown atomic.Pointer[shown]

	mu      sync.Mutex         // guards what follows
	sources map[string]*source // by path
	folder  []files.Fault      // of the folder of sheets
}

// shown is what a Library shows. It is immutable.
type shown struct {
	rules  *incident.Rules
	faults []files.Fault
	brief  string
}

// Open reads the files for the first time. A broken one keeps nothing from
// opening: it is among the Faults. The acts of twoKeys wait for a second
// person's key.
func Open(f Files, twoKeys []string, now func() time.Time) *Library {
	l := &Library{files: f, twoKeys: map[string]bool{}, now: now, sources: map[string]*source{}}
	for _, act := range twoKeys {
		l.twoKeys[act] = true
	}
	l.turn(true)
	return l
}

// Rules are what the house lays down now. It never blocks.
func (l *Library) Rules() *incident.Rules { return l.shown.Load().rules }

// Faults are what is wrong with the files now, by file and line, MaxFaults at
// most. It never blocks.
func (l *Library) Faults() []files.Fault { return slices.Clone(l.shown.Load().faults) }

// Brief is one sentence about the faults, "" where there are none. It never
// blocks.
func (l *Library) Brief() string { return l.shown.Load().brief }

// Follow looks at the files again and again, every so often, until ctx ends. A
// change is taken up once it has stood for one turn, so that a file is not read
// while it is being written. After each change, told is called with the faults.
func (l *Library) Follow(ctx context.Context, every time.Duration, told func([]files.Fault)) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if l.turn(false) {
				told(l.Faults())
			}
		}
	}
}

// turn looks at every file once and reports whether something changed. At once
// says that a change need not have stood for a turn.
func (l *Library) turn(atOnce bool) (changed bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	kinds, folder := l.files.list()
	changed = !slices.Equal(folder, l.folder)
	l.folder = folder
	for path, k := range kinds {
		if l.sources[path] == nil {
			l.sources[path] = &source{
				path: path, kind: k, must: slices.Contains(l.files.Must, path),
				file: files.Watched{Path: path, Owned: l.files.Own, Most: MaxFile},
			}
		}
	}
	for path, s := range l.sources {
		if !s.due(atOnce) {
			continue
		}
		changed = true
		s.read(l.now())
		if _, listed := kinds[path]; !listed && !s.file.There() {
			delete(l.sources, path)
		}
	}
	if changed || atOnce {
		l.shown.Store(l.compose())
	}
	return changed
}

// compose puts together what the files say.
func (l *Library) compose() *shown {
	c := composer{
		rules:  &incident.Rules{Sheets: map[string]*incident.Sheet{}, TwoKeys: l.twoKeys},
		places: map[string]place{},
		faults: slices.Clone(l.folder),
	}
	paths := slices.Sorted(maps.Keys(l.sources))
	for _, path := range paths {
		c.take(l.sources[path])
	}
	if c.rules.Playbook == nil {
		c.rules.Playbook = builtinPlan(l.now())
	}
	for _, path := range paths {
		c.crossCheck(l.sources[path])
	}
	return c.show()
}
