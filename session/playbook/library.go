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

// Library holds the content of the server's files, and reads them again as they
// change. Its methods may be called from any goroutine.
type Library struct {
	files   Files
	twoKeys map[string]bool
	now     func() time.Time

	shown atomic.Pointer[shown]

	mu      sync.Mutex         // guards what follows
	sources map[string]*source // by path
	folder  []files.Fault      // faults of the folder of sheets
}

// shown is what a Library shows. It is immutable.
type shown struct {
	rules  *incident.Rules
	faults []files.Fault
	brief  string
}

// Open reads the files for the first time. A broken file is no error: see
// Faults. The acts in twoKeys wait for a second person's key.
func Open(f Files, twoKeys []string, now func() time.Time) *Library {
	l := &Library{files: f, twoKeys: map[string]bool{}, now: now, sources: map[string]*source{}}
	for _, act := range twoKeys {
		l.twoKeys[act] = true
	}
	l.turn(true)
	return l
}

// Rules returns the rules in force. It never blocks.
func (l *Library) Rules() *incident.Rules { return l.shown.Load().rules }

// Faults returns the present faults of the files, by file and line, at most
// MaxFaults. It never blocks.
func (l *Library) Faults() []files.Fault { return slices.Clone(l.shown.Load().faults) }

// Brief returns one sentence about the faults, "" if there are none. It never
// blocks.
func (l *Library) Brief() string { return l.shown.Load().brief }

// Follow looks at the files every so often, until ctx ends. It applies a change
// once the file has been unchanged for one turn, so as not to read a
// half-written file. After each change it calls told with the faults.
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

// turn looks at every file once and reports whether something changed. With
// atOnce, a changed file is read without waiting for a turn.
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

// compose builds the result from the content of the files.
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
