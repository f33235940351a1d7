package intake

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"warroom/session/incident"
)

// ParseSTIX reads a bundle of STIX 2.1 or 2.0: its indicators with patterns of
// STIX, and the things that session/report exports as affected. Objects of
// other types are passed over. The error is of the list as a whole.
func ParseSTIX(r io.Reader) (List, error) {
	data, err := readAll(r)
	if err != nil {
		return List{}, err
	}
	var bundle struct {
		Type    string            `json:"type"`
		Objects []json.RawMessage `json:"objects"`
	}
	if err := json.Unmarshal(data, &bundle); err != nil {
		return List{}, fmt.Errorf("read the bundle: %w", err)
	}
	if bundle.Type != "bundle" {
		return List{}, fmt.Errorf("that is no bundle of STIX: its type is %q", short(bundle.Type))
	}
	var l List
	for i, raw := range bundle.Objects {
		if err := l.addObject(fmt.Sprintf("object %d", i+1), raw); err != nil {
			return List{}, err
		}
	}
	return l.whole(), nil
}

// object has what is read of an object, of whichever type.
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

// addObject takes what an object says, or says why not.
func (l *List) addObject(place string, raw json.RawMessage) error {
	var o object
	if err := json.Unmarshal(raw, &o); err != nil {
		l.leave(place, "is no object of STIX: "+err.Error())
		return nil
	}
	switch {
	case o.Type == "indicator" && o.Revoked:
		l.leave(place, "the indicator was revoked")
	case o.Type == "indicator" && o.PatternType != "stix" && o.PatternType != "": // 2.0 has no other
		l.leave(place, fmt.Sprintf("a pattern of %q isn't read: only those of stix", short(o.PatternType)))
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
	state, stated := stateOf(slices.Concat(o.Types, o.Labels)) // labels had the types in 2.0
	for _, f := range found {
		c := incident.NameAsset{Type: f.of, Value: f.value, IOC: true, State: state, Stated: stated, Why: o.Description}
		if err := l.add(place, c); err != nil {
			return err
		}
	}
	return nil
}

// stateOf is what the types of an indicator come to.
func stateOf(types []string) (state incident.AssetState, stated bool) {
	switch {
	case slices.Contains(types, "malicious-activity"), slices.Contains(types, "compromised"), slices.Contains(types, "attribution"):
		return incident.AssetCompromised, true
	case slices.Contains(types, "benign"):
		return incident.AssetCleared, true
	}
	return incident.AssetUnknown, slices.Contains(types, "unknown")
}

// addAffected takes a thing of ours: its labels have its type and its state.
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
