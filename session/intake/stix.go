package intake

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"warroom/session/incident"
)

// ParseSTIX parses a bundle of STIX 2.1 or 2.0: its indicators with patterns of
// STIX, and the affected assets that session/report exports. It ignores objects
// of other types. The error concerns the list as a whole.
func ParseSTIX(r io.Reader) (List, error) {
	source := &bounded{r: r, most: maxObject}
	b := bundleReader{source: source, Decoder: json.NewDecoder(source)}
	err := b.read()
	if bad := (*json.SyntaxError)(nil); b.kind == "" && (errors.As(err, &bad) || errors.Is(err, io.ErrUnexpectedEOF)) {
		return List{}, errNoBundle
	}
	if err != nil {
		return List{}, fmt.Errorf("read the bundle: %w", err)
	}
	if b.kind != "bundle" {
		return List{}, fmt.Errorf("that isn't a bundle of STIX: its type is %q", short(b.kind))
	}
	return b.list.whole(), nil
}

// errNoBundle says what STIX must look like.
var errNoBundle = errors.New("that isn't a bundle of STIX 2.1 or 2.0: it must be JSON with the type bundle; " +
	"a table in CSV needs --format csv")

// bundleReader reads a bundle value by value, each within the bound of one.
type bundleReader struct {
	*json.Decoder
	source *bounded
	kind   string
	list   List
}

func (b *bundleReader) read() error {
	if err := b.opens('{'); err != nil {
		return err
	}
	for b.More() {
		key, err := b.Token()
		if err != nil {
			return err
		}
		switch key {
		case "type":
			err = b.value(&b.kind)
		case "objects":
			err = b.readObjects()
		default:
			err = b.value(&json.RawMessage{})
		}
		if err != nil {
			return err
		}
	}
	if _, err := b.Token(); err != nil { // the brace that closes it
		return err
	}
	b.source.next()
	token, err := b.Token()
	switch {
	case errors.Is(err, io.EOF):
		return nil
	case err == nil:
		return fmt.Errorf("%v follows its end", token)
	}
	return err
}

func (b *bundleReader) readObjects() error {
	if err := b.opens('['); err != nil {
		return err
	}
	for b.More() {
		var raw json.RawMessage
		if err := b.value(&raw); err != nil {
			return err
		}
		if err := b.list.count(); err != nil {
			return err
		}
		if err := b.list.addObject(fmt.Sprintf("object %d", b.list.read), raw); err != nil {
			return err
		}
	}
	_, err := b.Token() // the bracket that closes it
	return err
}

// opens reads a bracket or a brace.
func (b *bundleReader) opens(want json.Delim) error {
	b.source.next()
	token, err := b.Token()
	if err == nil && token != want {
		err = fmt.Errorf("%s is missing where %v stands", want, token)
	}
	return err
}

// value reads one value whole.
func (b *bundleReader) value(v any) error {
	b.source.next()
	return b.Decode(v)
}

// object holds the parts that are read of an object, of any type.
type object struct {
	Type        string   `json:"type"`
	Name        string   `json:"name"`
	Description string   `json:"description"`
	Labels      []string `json:"labels"`
	Types       []string `json:"indicator_types"`
	Pattern     string   `json:"pattern"`
	PatternType string   `json:"pattern_type"`
	Revoked     bool     `json:"revoked"`
}

// addObject adds an object, or records why it can't be imported.
func (l *List) addObject(place string, raw json.RawMessage) error {
	var o object
	if err := json.Unmarshal(raw, &o); err != nil {
		l.leave(place, "isn't an object of STIX: "+err.Error())
		return nil
	}
	switch {
	case o.Type == "indicator" && o.Revoked:
		l.leave(place, "the indicator was revoked")
	case o.Type == "indicator" && o.PatternType != "stix" && o.PatternType != "": // 2.0 has no other pattern type
		l.leave(place, fmt.Sprintf("a pattern of type %q can't be read: use stix", short(o.PatternType)))
	case o.Type == "indicator":
		return l.addIndicator(place, o)
	case o.Type == "infrastructure" && slices.Contains(o.Labels, "affected") && !o.Revoked:
		return l.addAffected(place, o)
	}
	return nil
}

func (l *List) addIndicator(place string, o object) error {
	found, err := parsePattern(o.Pattern)
	if err != nil {
		l.leave(place, err.Error())
		return nil
	}
	state, stated := stateOf(slices.Concat(o.Types, o.Labels)) // in 2.0 the labels held the types
	for _, f := range found {
		c := incident.NameAsset{Type: f.of, Value: f.value, IOC: true, State: state, Stated: stated, Why: o.Description}
		if err := l.add(place, c); err != nil {
			return err
		}
	}
	return nil
}

// stateOf returns the state that an indicator's types mean.
func stateOf(types []string) (state incident.AssetState, stated bool) {
	switch {
	case slices.Contains(types, "malicious-activity"), slices.Contains(types, "compromised"), slices.Contains(types, "attribution"):
		return incident.AssetCompromised, true
	case slices.Contains(types, "benign"):
		return incident.AssetCleared, true
	}
	return incident.AssetUnknown, slices.Contains(types, "unknown")
}

// addAffected adds an affected asset: its labels hold its type and its state.
func (l *List) addAffected(place string, o object) error {
	c := incident.NameAsset{Value: o.Name, Why: o.Description}
	for _, label := range o.Labels {
		if t, err := incident.ParseAssetType(label); err == nil {
			c.Type = t
		}
		if state, err := incident.ParseAssetState(label); err == nil {
			c.State, c.Stated = state, true
		}
	}
	return l.add(place, c)
}
