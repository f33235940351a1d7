package tui

import (
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"
	_ "time/tzdata" // for machines without a zone database

	"warroom/session"
	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/paint"
	"warroom/tui/pane"
)

// These bound the drawings that are kept. People who look at one bridge in the
// same way ask for the newest within moments of each other, and a painter keeps
// the one it shows.
const (
	maxSheets = 64
	maxPanes  = 256
)

// Frames caches what the screens of one server have drawn lately. Screens with
// equal looks get the same sheet, drawn and encoded once. It is safe for
// concurrent use.
type Frames struct {
	sheets cache[sheetKey, *paint.Sheet]
	panes  cache[any, []paint.Row]
	zones  cache[string, *time.Location]
	tasks  cache[incident.View, *taskIndex]
}

// sheetKey holds everything that a sheet is drawn from.
type sheetKey struct {
	scene *session.Scene
	view  incident.View
	look  look
}

// NewFrames returns an empty cache of drawings, for all screens of one server.
func NewFrames() *Frames {
	return &Frames{
		sheets: newCache[sheetKey, *paint.Sheet](maxSheets),
		panes:  newCache[any, []paint.Row](maxPanes),
		zones:  newCache[string, *time.Location](maxPanes),
		tasks:  newCache[incident.View, *taskIndex](maxSheets),
	}
}

// sheet returns the shared part of a bridge's screen.
func (f *Frames) sheet(scene *session.Scene, view incident.View, l look) *paint.Sheet {
	return f.sheets.get(sheetKey{scene, view, l}, func() *paint.Sheet {
		return paint.NewSheet(l.draw(f, scene, view))
	})
}

// pane returns the rows of one panel. If drawing panics, a sentence takes the
// panel's place: one fault must not end every screen of the bridge.
func (f *Frames) pane(key any, width, height int, draw func() []paint.Row) []paint.Row {
	return f.panes.get(key, func() (rows []paint.Row) {
		defer func() {
			if v := recover(); v != nil {
				slog.Error("panic while a panel was drawn", "panel", fmt.Sprintf("%T", key), "value", v, "stack", string(debug.Stack()))
				text := themes.Danger.Sign() + " this panel can't be drawn; the server's log says why"
				rows = pane.Fill([]paint.Row{paint.NewRow(text)}, width, height)
			}
		}()
		return draw()
	})
}

// row returns a row that several screens may share.
func (f *Frames) row(key any, draw func() paint.Row) paint.Row {
	return f.panes.get(key, func() []paint.Row { return []paint.Row{draw()} })[0]
}

// zone returns the time zone of that name, nil if there is none. Each name has
// one pointer, so that looks with the same zone are equal.
func (f *Frames) zone(name string) *time.Location {
	if name == "" || len(name) > 64 {
		return nil
	}
	return f.zones.get(name, func() *time.Location {
		zone, err := time.LoadLocation(name)
		if err != nil || zone == time.Local { // the server's own zone means nothing to a person
			return nil
		}
		return zone
	})
}

// cache keeps the newest values that were made. The first caller who asks for a
// key makes its value, and all others wait for that.
type cache[K comparable, V any] struct {
	newest atomic.Pointer[[]cacheEntry[K, V]] // newest first; read without the lock
	mu     sync.Mutex                         // guards slots, order and next
	slots  map[K]func() V
	order  []K // a ring buffer, its oldest at next
	next   int
	count  atomic.Uint64 // values made so far
	limit  int
}

type cacheEntry[K comparable, V any] struct {
	key   K
	value func() V
}

// maxNewest is how many of the newest values are found without a lock.
const maxNewest = 4

func newCache[K comparable, V any](limit int) cache[K, V] {
	return cache[K, V]{slots: make(map[K]func() V, limit), limit: limit}
}

func (s *cache[K, V]) get(key K, make func() V) V {
	if newest := s.newest.Load(); newest != nil {
		for i := range *newest {
			if (*newest)[i].key == key {
				return (*newest)[i].value()
			}
		}
	}
	s.mu.Lock()
	value, ok := s.slots[key]
	if !ok {
		value = sync.OnceValue(make)
		s.count.Add(1)
		s.put(key, value)
	}
	s.mu.Unlock()
	return value()
}

// put adds a value and drops the oldest. The caller holds mu.
func (s *cache[K, V]) put(key K, value func() V) {
	if len(s.order) < s.limit {
		s.order = append(s.order, key)
	} else {
		delete(s.slots, s.order[s.next])
		s.order[s.next] = key
		s.next = (s.next + 1) % s.limit
	}
	s.slots[key] = value
	newest := []cacheEntry[K, V]{{key, value}}
	if old := s.newest.Load(); old != nil {
		newest = append(newest, (*old)[:min(len(*old), maxNewest-1)]...)
	}
	s.newest.Store(&newest)
}
