package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
)

// bundle writes the frame of the objects (STIX 2.1, section 8) and the objects
// one by one. It keeps the first error.
type bundle struct {
	w       io.Writer
	objects int
	err     error
}

func newBundle(w io.Writer, id string) *bundle {
	b := &bundle{w: w}
	_, b.err = fmt.Fprintf(w, "{\n  \"type\": \"bundle\",\n  \"id\": %q,\n  \"objects\": [", id)
	return b
}

// add writes one object.
func (b *bundle) add(object any) {
	if b.err != nil {
		return
	}
	var text bytes.Buffer
	if b.objects > 0 {
		text.WriteByte(',')
	}
	text.WriteString("\n    ")
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	enc.SetIndent("    ", "  ")
	if b.err = enc.Encode(object); b.err != nil {
		return
	}
	b.objects++
	_, b.err = b.w.Write(bytes.TrimSuffix(text.Bytes(), []byte("\n")))
}

// end closes the bundle, which has at least one object.
func (b *bundle) end() error {
	if b.err == nil {
		_, b.err = io.WriteString(b.w, "\n  ]\n}\n")
	}
	return b.err
}
