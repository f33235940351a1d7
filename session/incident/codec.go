package incident

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"
)

// place is the part of a screen that shows an event.
type place uint8

const (
	inRecord   place = iota // in the record only
	inTimeline              // in the timeline
	inChat                  // in the chat
	inStream                // in a workstream's own chat and entries
)

// codec holds what the package knows of one kind of event.
type codec struct {
	tag    string // the label before it in a timeline
	place  place
	decode func(json.RawMessage) (Fact, error)
}

// codecs maps each wire name to its codec. A wire name never changes its
// meaning.
var codecs = func() map[string]codec {
	all := map[string]codec{}
	for _, s := range sections {
		maps.Copy(all, s.kinds)
	}
	return all
}()

// Kinds returns the wire names of all kinds of event, in order.
func Kinds() []string { return slices.Sorted(maps.Keys(codecs)) }

func into[F Fact](body json.RawMessage) (Fact, error) {
	var f F
	err := json.Unmarshal(body, &f)
	return f, err
}

// unread is the codec of an event that this program can't read; it is shown.
var unread = codec{tag: "?", place: inTimeline}

// codecOf returns the codec of e. A known kind with an unreadable body counts
// as unknown.
func codecOf(e *Event) codec {
	if _, ok := e.Fact.(unknown); ok {
		return unread
	}
	return codecs[e.Kind()]
}

// Tag returns the label of at most four letters that precedes this kind of
// event in a timeline.
func (e *Event) Tag() string { return codecOf(e).tag }

func placeOf(e *Event) place { return codecOf(e).place }

// InTimeline reports whether the timeline shows events of this kind.
func (e *Event) InTimeline() bool { return placeOf(e) == inTimeline }

// InStream reports whether events of this kind belong to a workstream's own
// chat and entries.
func (e *Event) InStream() bool { return placeOf(e) == inStream }

// InChat reports whether the event is a line of chat.
func (e *Event) InChat() bool { return placeOf(e) == inChat }

// stored is the payload of a record: an event without what the record's header
// holds.
type stored struct {
	OccurredAt time.Time       `json:"occurred_at"`
	Clock      time.Time       `json:"clock,omitzero"` // only if it was far behind the record's time
	By         string          `json:"by"`
	Key        string          `json:"key"`
	Kind       string          `json:"kind"`
	Body       json.RawMessage `json:"body"`
}

// Encode returns the payload that a log stores for e: JSON with the keys
// occurred_at, clock (if it differs), by, key, kind and body.
func Encode(e *Event) ([]byte, error) {
	body, err := asJSON(e.Fact)
	if err != nil {
		return nil, fmt.Errorf("encode a %s event: %w", e.Kind(), err)
	}
	return asJSON(stored{e.OccurredAt.UTC(), e.Clock.UTC(), e.By, e.Key, e.Kind(), body})
}

// asJSON encodes v without escaping & and < for web pages.
func asJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// Decode reads a payload back. An event whose kind or body this program doesn't
// know becomes Unknown; only invalid JSON is an error.
func Decode(id ID, seq uint64, recorded time.Time, payload []byte) (*Event, error) {
	e, ok := decodeOwn(payload)
	if !ok {
		var err error
		if e, err = decodeAny(payload); err != nil {
			return nil, fmt.Errorf("decode entry %d of %s: %w", seq, id, err)
		}
	}
	e.Incident, e.Seq, e.OccurredAt, e.RecordedAt = id, seq, e.OccurredAt.UTC(), recorded.UTC()
	return &e, nil
}

// decodeAny decodes a payload of any layout.
func decodeAny(payload []byte) (Event, error) {
	var p stored
	if err := json.Unmarshal(payload, &p); err != nil {
		return Event{}, err
	}
	if p.Body == nil {
		p.Body = json.RawMessage("null")
	}
	e := Event{OccurredAt: p.OccurredAt, Clock: p.Clock.UTC(), By: p.By, Key: p.Key, Fact: unknown{Kind: p.Kind, Body: p.Body}}
	if c, ok := codecs[p.Kind]; ok {
		if f, err := c.decode(p.Body); err == nil {
			e.Fact = f
		}
	}
	return e, nil
}

// MarshalJSON writes the public form of an event, in this order: incident, seq,
// occurred_at, recorded_at, by, key, kind, body, and clock if it differs. Times
// are RFC 3339 in UTC.
func (e *Event) MarshalJSON() ([]byte, error) { return asJSON(e.public()) }

// MarshalJSON writes the public form of the entry's event, and behind it corrected_by, the
// number of its last correction, and struck_by, if there is one.
func (e *Entry) MarshalJSON() ([]byte, error) {
	p := e.public()
	for _, c := range []*Event{e.Correction, e.Move} {
		if c != nil {
			p.CorrectedBy = max(p.CorrectedBy, c.Seq)
		}
	}
	if e.Strike != nil {
		p.StruckBy = e.Strike.Seq
	}
	return asJSON(p)
}

// publicEvent is the public form of an event.
type publicEvent struct {
	Incident    ID        `json:"incident"`
	Seq         uint64    `json:"seq"`
	OccurredAt  time.Time `json:"occurred_at"`
	RecordedAt  time.Time `json:"recorded_at"`
	By          string    `json:"by"`
	Key         string    `json:"key"`
	Kind        string    `json:"kind"`
	Body        Fact      `json:"body"`
	Clock       time.Time `json:"clock,omitzero"`
	CorrectedBy uint64    `json:"corrected_by,omitempty"`
	StruckBy    uint64    `json:"struck_by,omitempty"`
}

func (e *Event) public() publicEvent {
	return publicEvent{
		Incident: e.Incident, Seq: e.Seq, OccurredAt: e.OccurredAt.UTC(), RecordedAt: e.RecordedAt.UTC(),
		By: e.By, Key: e.Key, Kind: e.Kind(), Body: e.Fact, Clock: e.Clock.UTC(),
	}
}

// unknown is a fact of a kind that this program doesn't know, as a newer one
// wrote it. It is kept unchanged.
type unknown struct {
	Kind string
	Body json.RawMessage
}

// MarshalJSON writes the body unchanged.
func (f unknown) MarshalJSON() ([]byte, error) {
	if len(f.Body) == 0 {
		return []byte("null"), nil
	}
	return f.Body, nil
}

// hiddenFrom keeps from observers what can't be read: it may be a working note.
func (unknown) hiddenFrom(c clearance) bool { return !c.work }

func (f unknown) kind() string      { return f.Kind }
func (unknown) fold(*State, *Event) {}
func (f unknown) line() string {
	return CleanLine(fmt.Sprintf("an entry of the kind %q, which this version can't read: %s", f.Kind, f.Body))
}
