package incident

import (
	"slices"
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

// Name returns the asset's type and its defanged value, for a screen.
func (a *Asset) Name() string { return a.Type.String() + " " + Defang(a.Type, a.Value) }

// NameAsset asks to add an asset, or to judge one that is known already.
type NameAsset struct {
	Type   AssetType // AssetUntyped: recognise it from the value
	Value  string    // as typed, defanged or not
	IOC    bool
	Stated bool // State was given; else the known state stays
	State  AssetState
	Why    string
	Typed  string // the whole of what was typed for the value, where Value is less
}

// Line returns what naming a settled c would add, defanged, for a list.
func (c NameAsset) Line() string {
	return assetNamed{Type: c.Type, Value: c.Value, IOC: c.IOC, State: c.State, Why: c.Why, Typed: c.Typed}.line()
}

// assetNamed happened when an asset was added.
type assetNamed struct {
	Type  AssetType  `json:"type"`
	Value string     `json:"value"`
	IOC   bool       `json:"ioc"`
	State AssetState `json:"state"`
	Why   string     `json:"why"`
	Typed string     `json:"typed,omitempty"` // what was typed, where its value says something else
}

var assetVerb = Verb{
	Name: "asset", Args: "NAME [TYPE] [compromised|cleared|unknown] [why] | NAME|#SEQ retype TYPE | NAME|#SEQ withdraw why", asks: NameAsset{},
	Help:     "name an affected asset of ours, set its state, or mend it; put a name with spaces in quotes",
	complete: completeAsset(false),
	parse:    parseAsset(false),
}

func completeAsset(ioc bool) func(sources, int) []string {
	return func(_ sources, arg int) []string {
		switch arg {
		case 1:
			return append(append(assetTypes(ioc), judgedWords()...), "retype", "withdraw")
		case 2:
			return append(slices.Clone(judgedWords()), "retype", "withdraw")
		}
		return nil
	}
}

// parseAsset accepts a type and a state only as whole words, and asks about what is
// nearly one: the next word may begin a reason.
func parseAsset(ioc bool) func(string) (Command, error) {
	return func(args string) (Command, error) {
		value, typed, rest, err := cutValue(args)
		if err != nil {
			return nil, err
		}
		c := NameAsset{Value: value, IOC: ioc}
		if typed != value {
			c.Typed = typed
		}
		first, after := cutWord(rest)
		if t, ok := AssetTypeOf(first); ok {
			c.Type, rest = t, after
			first, after = cutWord(rest)
		}
		if mend, err := parseMend(c, first, after); mend != nil || err != nil {
			return mend, err
		}
		if state, err := ParseAssetState(first); err == nil {
			c.State, c.Stated, rest = state, true, after
		}
		c.Why, err = cutWhy(c, rest)
		return c, err
	}
}

// cutWhy returns the reason behind what c names, with "--" before it or without.
func cutWhy(c NameAsset, rest string) (string, error) {
	if why, kept := cutKept(rest); kept {
		return why, nil
	}
	if !c.Stated {
		if err := askKeyword(rest, wordsBehind(c.IOC, c.Type != AssetUntyped)); err != nil {
			return "", err
		}
	}
	quoted := !strings.HasSuffix(c.typed(), c.Value)
	return rest, checkBehind(c.Value, rest, quoted || c.Stated || c.Type != AssetUntyped)
}

// parseMend parses what mends an asset that is known. It returns nil where word asks for
// nothing of the kind.
func parseMend(c NameAsset, word, rest string) (Command, error) {
	what := typedAsset{Type: c.Type, Value: c.Value}
	if number, ok := strings.CutPrefix(c.Value, "#"); ok {
		seq, _, err := cutSeq(number)
		if err != nil {
			return nil, err
		}
		what.Seq = seq
	}
	switch strings.ToLower(word) {
	case "withdraw", "withdrawn":
		return withdrawAsset{What: what, Why: rest}, nil
	case "retype":
		first, why := cutWord(rest)
		to, err := ParseAssetType(first)
		if err != nil {
			return nil, err
		}
		return retypeAsset{What: what, To: to, Why: why}, nil
	}
	if what.Seq > 0 {
		return nil, refuse("say what is wrong with #%d: retype TYPE, or withdraw and why", what.Seq)
	}
	return nil, nil
}

func (NameAsset) needs() power { return powerRespond }

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

// named returns the asset in canonical form.
func (c NameAsset) named() (assetNamed, error) {
	why, err := checkWhy(c.Why)
	if err != nil {
		return assetNamed{}, err
	}
	if c.State > AssetCleared || int(c.Type) >= len(assetTypeWords) {
		return assetNamed{}, refuse("use a type (%s) and a state (%s)", strings.Join(assetTypes(c.IOC), ", "), strings.Join(judgedWords(), ", "))
	}
	if len(c.Typed) > maxText {
		return assetNamed{}, refuse("what was typed has %d bytes, an entry holds at most %d: shorten it", len(c.Typed), maxText)
	}
	t, value, err := Canonical(c.Type, c.Value, c.IOC)
	if err != nil {
		return assetNamed{}, err
	}
	return assetNamed{Type: t, Value: value, IOC: c.IOC, State: c.State, Why: why, Typed: otherwise(c.typed(), value)}, nil
}

func (c NameAsset) typed() string {
	if c.Typed != "" {
		return c.Typed
	}
	return c.Value
}

// assetKey returns the key under which an asset is found: older records hold networks as
// addresses, and files as paths.
func assetKey(t AssetType, value string) string { return narrowed(t, value).String() + " " + value }

// asset returns the asset of that type and value, nil if p can't see one.
func (s *State) asset(t AssetType, value string, p Person) *Asset {
	places := s.Affected.assets.Find(assetKey(t, value))
	if len(places) == 0 {
		return nil
	}
	v := s.For(p)
	for _, i := range places {
		if a := s.Affected.Assets.At(i); v.Sees(a.Seq) {
			return a
		}
	}
	return nil
}

func (assetNamed) kind() string { return "asset-named" }
func (assetNamed) isLabelable() {}

func (f assetNamed) fold(s *State, e *Event) { s.put(e, f) }

func (f assetNamed) line() string {
	name := assetName(f.Type, f.Value, f.IOC)
	if f.State != AssetUnknown {
		name += " is " + f.State.String()
	}
	if f.Typed != "" {
		name += " (typed " + harmlessText(f.Typed) + ")"
	}
	return withReason(name, f.Why)
}

// assetName returns, for example, "IOC ipv4 192[.]0[.]2[.]7" or "host bld-07".
func assetName(t AssetType, value string, ioc bool) string {
	name := CleanLine(t.String() + " " + Defang(t, value))
	if ioc {
		return "IOC " + name
	}
	return name
}
