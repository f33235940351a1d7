package incident

import (
	"bytes"
	"encoding/json"
	"unicode/utf8"
	"unique"
)

// decodeOwn reads a payload in the very layout that Encode gives, as nearly
// all are: a bridge of 100,000 entries opens several times as fast. Where ok
// is false the payload is for encoding/json to judge; where it is true,
// encoding/json would have read the same.
func decodeOwn(payload []byte) (e Event, ok bool) {
	r := reader{rest: payload, ok: true}
	at := r.field(`{"occurred_at":`)
	by := r.field(`,"by":`)
	key := r.field(`,"key":`)
	kind := r.field(`,"kind":`)
	r.literal(`,"body":`)
	body, closed := bytes.CutSuffix(r.rest, []byte("}"))
	c, known := codecs[string(kind)]
	if !r.ok || !closed || !known {
		return e, false
	}
	var err error
	if err = e.OccurredAt.UnmarshalText(at); err != nil {
		return e, false
	}
	if e.Fact, err = c.decode(body); err != nil {
		return e, false
	}
	e.By, e.Key = intern(by), intern(key)
	return e, true
}

// intern is b as a string that all equal ones share: a few people write many
// entries.
func intern(b []byte) string { return unique.Make(string(b)).Value() }

// textFact is a fact of text, which may bear a label.
type textFact interface {
	Fact
	~struct {
		Text string `json:"text"`
		TLP  Label  `json:"tlp,omitempty"`
	}
}

// intoText is into for facts of text, quick where there is no label.
func intoText[F textFact](body json.RawMessage) (Fact, error) {
	r := reader{rest: body, ok: true}
	text := r.field(`{"text":`)
	if r.literal("}"); !r.ok || len(r.rest) > 0 {
		return into[F](body)
	}
	return F(struct {
		Text string `json:"text"`
		TLP  Label  `json:"tlp,omitempty"`
	}{string(text), LabelNone}), nil
}

// reader takes a payload apart from its front. It is ok until something isn't
// as Encode writes it.
type reader struct {
	rest []byte
	ok   bool
}

func (r *reader) literal(s string) {
	rest, ok := bytes.CutPrefix(r.rest, []byte(s))
	r.rest, r.ok = rest, r.ok && ok
}

// field takes a name and the string after it, which must mean what it shows:
// valid UTF-8 without escapes.
func (r *reader) field(name string) []byte {
	r.literal(name)
	r.literal(`"`)
	end := bytes.IndexByte(r.rest, '"')
	if !r.ok || end < 0 {
		r.ok = false
		return nil
	}
	s := r.rest[:end]
	r.rest = r.rest[end+1:]
	r.ok = isVerbatim(s)
	return s
}

// isVerbatim reports whether JSON writes s as it is.
func isVerbatim(s []byte) bool {
	ascii := true
	for _, b := range s {
		if b < ' ' || b == '\\' {
			return false
		}
		ascii = ascii && b < utf8.RuneSelf
	}
	return ascii || utf8.Valid(s)
}
