package intake

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"warroom/session/incident"
)

// ParseSTIX parses STIX 2.1 or 2.0, as a bundle, an envelope of TAXII, a list or an
// object a line: its indicators with patterns of STIX, its observables, and the affected
// assets that session/report exports. What was revoked, or isn't valid any more now, is
// left. It ignores objects of other types. The error
// concerns the list as a whole.
func ParseSTIX(r io.Reader, now time.Time) (List, error) { return parseJSON(r, now, errNoBundle) }

// ParseMISP parses events of MISP: their attributes, and those of their objects.
func ParseMISP(r io.Reader, now time.Time) (List, error) { return parseJSON(r, now, errNoEvent) }

// errNoBundle and errNoEvent say what a list must look like.
var (
	errNoBundle = errors.New("that isn't STIX 2.1 or 2.0: it must be JSON with the type bundle, an envelope of TAXII, or an object a line; " +
		"a table in CSV needs --format csv, an event of MISP --format misp")
	errNoEvent = errors.New("that isn't an event of MISP: it must be JSON with Event and Attribute in it; " +
		"a table in CSV needs --format csv, STIX needs --format stix")
)

// object holds the parts that are read of an object, of any type.
type object struct {
	Type        string            `json:"type"`
	Name        string            `json:"name"`
	Description string            `json:"description"`
	Labels      []string          `json:"labels"`
	Types       []string          `json:"indicator_types"`
	Pattern     string            `json:"pattern"`
	PatternType string            `json:"pattern_type"`
	Revoked     bool              `json:"revoked"`
	ValidUntil  string            `json:"valid_until"`
	Value       string            `json:"value"`
	Number      json.Number       `json:"number"`
	Key         string            `json:"key"`
	Path        string            `json:"path"`
	Login       string            `json:"account_login"`
	UserID      string            `json:"user_id"`
	Serial      string            `json:"serial_number"`
	Hashes      map[string]string `json:"hashes"`
	Comment     string            `json:"comment"`
	Deleted     bool              `json:"deleted"`
	Category    json.RawMessage   `json:"category"` // of an attribute of MISP
	ToIDs       json.RawMessage   `json:"to_ids"`
	UUID        json.RawMessage   `json:"uuid"`
	Tags        []struct {
		Name string `json:"name"`
	} `json:"Tag"`

	Objects map[string]json.RawMessage `json:"objects"` // of observed data, in 2.0
}

// add adds an object, or records why it can't be imported.
func (d *document) add(place string, raw []byte) error {
	l := d.list
	o, bad := objectOf(raw)
	switch {
	case bad != "" && !isObject(raw):
		l.leave(place, "isn't an object of STIX")
	case bad != "":
		l.leave(place, fmt.Sprintf("its %s isn't written as it must be", bad))
	case o.Type == "indicator" && o.Revoked:
		l.leave(place, "the indicator was revoked")
	case o.Type == "indicator" && isOver(o.ValidUntil, d.now):
		l.leave(place, fmt.Sprintf("the indicator was valid until %s", short(o.ValidUntil)))
	case o.isHarmless():
		l.leave(place, fmt.Sprintf("the %s isn't taken: its labels say %q", short(o.Type), short(strings.Join(o.labels(), ", "))))
	case o.Type == "indicator" && o.PatternType != "stix" && o.PatternType != "": // 2.0 has no other pattern type
		l.leave(place, fmt.Sprintf("a pattern of type %q can't be read: use stix", short(o.PatternType)))
	case o.Type == "indicator":
		return l.addIndicator(place, o)
	case o.Type == "infrastructure" && slices.Contains(o.Labels, "affected") && o.Revoked:
		l.leave(place, "the asset was revoked")
	case o.Type == "infrastructure" && slices.Contains(o.Labels, "affected"):
		return l.addAffected(place, o)
	case o.Type == "observed-data":
		return d.addObserved(place, o)
	case o.isAttribute():
		return l.addAttribute(place, o)
	case o.Type == "":
		l.leave(place, "isn't an object of STIX: it has no type")
	default:
		return l.addObservable(place, o)
	}
	return nil
}

// labels returns the labels and types of an object: in 2.0 the labels held the types.
func (o object) labels() []string { return slices.Concat(o.Types, o.Labels) }

// isHarmless reports whether the labels of what others observed say that it is no
// indicator. One that is called benign is taken, and its state says so.
func (o object) isHarmless() bool {
	switch o.Type {
	case "indicator", "observed-data", "file":
	default:
		if valueTypes[o.Type] == nil {
			return false
		}
	}
	return slices.ContainsFunc(o.labels(), func(label string) bool {
		plain := plainWord(label)
		return plain == `misptoids="false"` || plain != "benign" && harmless[plain]
	})
}

// objectOf reads an object, and returns what can't be read of it.
func objectOf(raw []byte) (o object, bad string) {
	err := json.Unmarshal(raw, &o)
	if err == nil {
		return o, ""
	}
	if wrong := (*json.UnmarshalTypeError)(nil); errors.As(err, &wrong) && wrong.Field != "" {
		return o, wrong.Field
	}
	return o, "text"
}

func (l *List) addIndicator(place string, o object) error {
	found, left, err := parsePattern(o.Pattern)
	if err != nil {
		l.leave(place, err.Error())
		return nil
	}
	for _, why := range left {
		l.leave(place, why)
	}
	if len(found) > 1 && strings.Contains(o.Pattern, " AND ") {
		l.note("conditions of a pattern that must hold together were taken one by one")
	}
	why := o.Description
	state, stated := stateOf(o.labels())
	for _, f := range found {
		c := incident.NameAsset{Value: f.value, IOC: true, State: state, Stated: stated, Why: why}
		if c, err = settle(c, f.of); err != nil {
			l.leave(place, err.Error())
			continue
		}
		if err := l.put(place, c); err != nil {
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

func isObject(raw []byte) bool { return len(raw) > 0 && raw[0] == '{' }
