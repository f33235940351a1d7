package incident

import (
	"fmt"
	"strings"
)

// MaxImport bounds the assets that one command adds.
const MaxImport = 500

// ErrNothingNew refuses a list whose items are all known already.
var ErrNothingNew error = Refusal{Why: "nothing in the list is new: all of it is known already"}

// ImportAssets asks to add the assets of a list in one entry. Assets that are
// known already stay unchanged.
type ImportAssets struct {
	From  string // the source of the list, as "csv from stdin"
	Items []NameAsset
	Taken int // items of the whole list, of which this may be a part; 0: isn't told
	Left  int // items of it that could not be taken

	settled []assetNamed // the canonical items, once Settled has run
}

// Settled computes the canonical forms of a list in advance, so that Decide,
// which holds up the whole bridge, has less to do. It returns the error that
// Decide would return.
func (c ImportAssets) Settled() (ImportAssets, error) {
	if c.settled != nil {
		return c, nil
	}
	c.settled = make([]assetNamed, len(c.Items))
	for i, item := range c.Items {
		var err error
		if c.settled[i], err = item.named(); err != nil {
			return c, err
		}
	}
	c.Items = nil
	return c, nil
}

// assetsImported happened when the assets of a list were added.
type assetsImported struct {
	From  string       `json:"from"`
	Known int          `json:"known"` // how many items were known already
	Items []assetNamed `json:"items"`
	Taken int          `json:"taken,omitempty"` // of the whole list, known ones too
	Left  int          `json:"left,omitempty"`  // of the whole list, what could not be taken
}

func (ImportAssets) needs() power { return powerRespond }

func (c ImportAssets) decide(s *State, a Ask) ([]Fact, error) {
	from, err := checkWhy(c.From)
	if err != nil {
		return nil, err
	}
	if c, err = c.Settled(); err != nil {
		return nil, err
	}
	if len(c.settled) > MaxImport {
		return nil, refuse("the list has %d things: import at most %d at a time", len(c.settled), MaxImport)
	}
	f := assetsImported{From: from, Taken: c.Taken, Left: c.Left}
	seen := map[string]bool{}
	for _, named := range c.settled {
		key := assetKey(named.Type, named.Value)
		if seen[key] || s.asset(named.Type, named.Value, a.By) != nil {
			f.Known++
			continue
		}
		seen[key] = true
		f.Items = append(f.Items, named)
	}
	if len(f.Items) == 0 {
		return nil, ErrNothingNew
	}
	return []Fact{f}, s.checkShelf(a.By, f.Items...)
}

func (assetsImported) kind() string { return "assets-imported" }
func (assetsImported) isLabelable() {}

func (f assetsImported) fold(s *State, e *Event) {
	s.put(e, f.Items...)
}

func (f assetsImported) line() string {
	line := fmt.Sprintf("imported %s from %s", plural(len(f.Items), "thing"), f.From)
	if f.Known > 0 {
		line += fmt.Sprintf(", %d more were known", f.Known)
	}
	if f.Taken > 0 {
		line += fmt.Sprintf(": taken %d, left %d", f.Taken, f.Left)
	}
	return line
}

// Listed returns the values and reasons that an entry names beside its line, those of a
// list that was imported: a search looks there, too.
func (e *Entry) Listed() string {
	f, ok := e.Fact.(assetsImported)
	if !ok {
		return ""
	}
	var b strings.Builder
	for _, item := range f.Items {
		for _, text := range [...]string{item.Value, item.Why, item.Typed} {
			if text != "" {
				b.WriteString(text)
				b.WriteByte('\n')
			}
		}
	}
	return b.String()
}
