package intake

import (
	"encoding/json"
	"fmt"
	"strings"

	"warroom/session/incident"
)

// isAttribute reports whether an object is an attribute of MISP: it has a type and a
// value, and one of the properties that no object of STIX has.
func (o object) isAttribute() bool {
	return o.Type != "" && o.Value != "" && (o.Category != nil || o.ToIDs != nil || o.UUID != nil)
}

// addAttribute adds an attribute of MISP. One that its publisher doesn't send to
// detection (to_ids) is context: it is left.
func (l *List) addAttribute(place string, o object) error {
	switch {
	case o.Deleted:
		l.leave(place, "the attribute was deleted")
		return nil
	case isVictim(o.Type):
	case isNo(strings.Trim(string(o.ToIDs), `"`)):
		l.leaveJudged(place, o.Value, "its to_ids is false, so its publisher means it as context")
		return nil
	}
	for _, tag := range o.Tags {
		if falsePositive[strings.ToLower(tag.Name)] {
			l.leaveJudged(place, o.Value, fmt.Sprintf("its tag is %q", short(tag.Name)))
			return nil
		}
	}
	return l.addAs(place, o.Type, incident.NameAsset{Value: o.Value, IOC: true, Why: o.Comment})
}

// falsePositive holds tags of MISP's taxonomy for what is none of the attacker's.
var falsePositive = map[string]bool{`false-positive:risk="high"`: true, `false-positive:confirmed="true"`: true}

// attribute is an attribute of an object of MISP, which may turn out to be deleted.
type attribute struct {
	place string
	raw   json.RawMessage
}

// perAttribute is what an attribute takes in memory beside its text, in bytes.
const perAttribute = 64

// attributes reads the attributes of an object of MISP and adds them to parts: whether
// the object was deleted may stand behind them. Those beyond the bound of an object are
// left.
func (d *document) attributes(parts []attribute) ([]attribute, error) {
	size := 0
	for _, part := range parts {
		size += len(part.raw) + perAttribute
	}
	for d.More() {
		d.source.next()
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return nil, err
		}
		if err := d.count(); err != nil {
			return nil, err
		}
		if size += len(raw) + perAttribute; size > maxObject {
			d.list.leave(d.place(), fmt.Sprintf("the attributes of its object have more than %d KiB before it", maxObject>>10))
			continue
		}
		parts = append(parts, attribute{d.place(), raw})
	}
	_, err := d.Token() // the bracket that closes it
	return parts, err
}

// addAttributes adds the attributes of an object, or leaves them if it was deleted.
func (d *document) addAttributes(parts []attribute, deleted json.RawMessage) error {
	gone := isYes(strings.Trim(string(deleted), `"`))
	for _, part := range parts {
		if gone {
			d.list.leave(part.place, "the object that it belongs to was deleted")
			continue
		}
		if err := d.add(part.place, part.raw); err != nil {
			return err
		}
	}
	return nil
}
