package incident

import (
	"iter"
	"strings"
	"time"
)

// Asset is an affected thing or an indicator of compromise.
type Asset struct {
	Type  AssetType
	Value string // in canonical form, refanged
	IOC   bool   // an indicator; else an affected thing of ours
	State AssetState
	Why   string
	By    string // who judged it last
	At    time.Time
	Seq   uint64 // the entry that named it first
}

// Name is the asset for a screen: its type, and its value defanged.
func (a *Asset) Name() string { return a.Type.String() + " " + Defang(a.Type, a.Value) }

// NameAsset asks to put a thing on the shelf, or to judge one that is there.
type NameAsset struct {
	Type   AssetType // AssetUntyped: recognised
	Value  string    // as people write it, defanged or not
	IOC    bool
	Stated bool // State was given; else what is known stays so
	State  AssetState
	Why    string
}

// AssetNamed happened when a thing was put on the shelf.
type AssetNamed struct {
	Type  AssetType  `json:"type"`
	Value string     `json:"value"`
	IOC   bool       `json:"ioc"`
	State AssetState `json:"state"`
	Why   string     `json:"why"`
}

var assetVerb = Verb{
	Name: "asset", Args: "NAME [TYPE] [compromised|cleared|unknown] [why]", Power: PowerRespond,
	Help:     "name an affected thing of ours, or say what is known of it now; quotes hold a name with spaces",
	complete: completeAsset(false),
	parse:    parseAsset(false),
}

var iocVerb = Verb{
	Name: "ioc", Args: "VALUE [TYPE] [compromised|cleared|unknown] [why]", Power: PowerRespond,
	Help:     "name an indicator of compromise, defanged or not, or say what is known of it now",
	complete: completeAsset(true),
	parse:    parseAsset(true),
}

func completeAsset(ioc bool) func(view, int) []string {
	return func(_ view, arg int) []string {
		switch arg {
		case 1:
			return append(append([]string(nil), AssetTypes(ioc)...), assetStateWords...)
		case 2:
			return assetStateWords
		}
		return nil
	}
}

// parseAsset takes a type and a state only by their whole words: what comes
// next is a reason, and may begin with any word.
func parseAsset(ioc bool) func(string) (Command, error) {
	return func(args string) (Command, error) {
		value, rest, err := cutQuoted(args)
		if err != nil {
			return nil, err
		}
		c := NameAsset{Value: value, IOC: ioc}
		first, after := cut(rest)
		if t, err := ParseAssetType(first); err == nil {
			c.Type, rest = t, after
			first, after = cut(rest)
		}
		if state, err := ParseAssetState(first); err == nil {
			c.State, c.Stated, rest = state, true, after
		}
		c.Why = rest
		return c, nil
	}
}

// cutQuoted takes a word, or what stands in double quotes, from the front of
// args.
func cutQuoted(args string) (first, rest string, err error) {
	inner, quoted := strings.CutPrefix(strings.TrimLeft(args, blanks), `"`)
	if !quoted {
		first, rest = cut(args)
		return first, rest, nil
	}
	first, rest, closed := strings.Cut(inner, `"`)
	if !closed {
		return "", "", refuse("close the quote behind %q", shown(inner))
	}
	return first, strings.TrimLeft(rest, blanks), nil
}

func (NameAsset) needs() Power { return PowerRespond }

func (c NameAsset) decide(s *State, a Ask) ([]Fact, error) {
	named, err := c.named()
	if err != nil {
		return nil, err
	}
	c.Type, c.Value, c.Why = named.Type, named.Value, named.Why
	if known := s.asset(c.Type, c.Value, a.By); known != nil {
		return c.judge(known)
	}
	return []Fact{named}, s.checkShelf(a.By, named)
}

// What the shelf of one incident holds at most: all of it is in memory.
const (
	maxAssets = 250_000
	maxShelf  = 64 << 20 // bytes of values and reasons
)

// stock is how much is on the shelf.
type stock struct{ things, bytes int } // bytes of values and reasons

func (k stock) with(more ...AssetNamed) stock {
	for _, f := range more {
		k.things, k.bytes = k.things+1, k.bytes+len(f.Value)+len(f.Why)
	}
	return k
}

// checkShelf refuses more things than there is room for, in all or by one person.
func (s *State) checkShelf(by Person, more ...AssetNamed) error {
	var all stock
	for _, k := range s.Affected.stocks {
		all.things, all.bytes = all.things+k.things, all.bytes+k.bytes
	}
	if k := all.with(more...); k.things > maxAssets || k.bytes > maxShelf {
		return refuse("the shelf is full, with %d things of %d KiB; at most %d and %d KiB are kept: put a long list where all can read it, and its address in a fact", all.things, all.bytes>>10, maxAssets, maxShelf>>10)
	}
	own := s.Affected.stocks[by.Name]
	k := own.with(more...)
	if k.things > share(maxAssets) || k.bytes > share(maxShelf) {
		return checkShare(s, by, max(own.things, share(maxAssets)), maxAssets, "things on the shelf")
	}
	return nil
}

// named is the thing in canonical form.
func (c NameAsset) named() (AssetNamed, error) {
	why, err := checkWhy(c.Why)
	if err != nil {
		return AssetNamed{}, err
	}
	if c.State > AssetCleared || int(c.Type) >= len(assetTypeWords) {
		return AssetNamed{}, refuse("use %s, and of the states %s", strings.Join(AssetTypes(c.IOC), ", "), strings.Join(assetStateWords, ", "))
	}
	t, value, err := Canonical(c.Type, c.Value, c.IOC)
	return AssetNamed{Type: t, Value: value, IOC: c.IOC, State: c.State, Why: why}, err
}

func assetKey(t AssetType, value string) string { return t.String() + " " + value }

// asset is the thing of that type and value, nil where p sees none.
func (s *State) asset(t AssetType, value string, p Person) *Asset {
	for _, i := range s.Affected.assets.find(assetKey(t, value)) {
		if a := s.Affected.Assets.At(i); knowsOf(s, p, a.Seq) {
			return a
		}
	}
	return nil
}

// AssetsFor are the things on the shelf that p may see, in the order in which
// they were named.
func AssetsFor(s *State, p Person) iter.Seq[*Asset] {
	return func(yield func(*Asset) bool) {
		if !MayEnter(s, p) {
			return
		}
		sees := ClearanceOf(s, p)
		for _, a := range s.Affected.Assets.All() {
			if sees.Sees(s, a.Seq) && !yield(a) {
				return
			}
		}
	}
}

func (AssetNamed) kind() string   { return "asset-named" }
func (AssetNamed) mayBeLabelled() {}

func (f AssetNamed) fold(s *State, e *Event) { s.put(e, f) }

// put puts the things that e named on the shelf.
func (s *State) put(e *Event, things ...AssetNamed) {
	s.Affected.stocks = with(s.Affected.stocks, e.By, s.Affected.stocks[e.By].with(things...))
	keys := make([]string, len(things))
	for i, f := range things {
		keys[i] = assetKey(f.Type, f.Value)
	}
	s.Affected.assets = s.Affected.assets.insert(s.Affected.Assets.Len(), keys...)
	for _, f := range things {
		s.Affected.Assets = s.Affected.Assets.append(&Asset{f.Type, f.Value, f.IOC, f.State, f.Why, e.By, e.OccurredAt, e.Seq})
	}
}

func (f AssetNamed) line() string {
	name := assetName(f.Type, f.Value, f.IOC)
	if f.State != AssetUnknown {
		name += " is " + f.State.String()
	}
	return because(name, f.Why)
}

// assetName is "IOC ipv4 192[.]0[.]2[.]7" or "host bld-07".
func assetName(t AssetType, value string, ioc bool) string {
	name := CleanLine(t.String() + " " + Defang(t, value))
	if ioc {
		return "IOC " + name
	}
	return name
}
