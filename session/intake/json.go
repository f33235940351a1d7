package intake

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"
)

// parseJSON reads the objects of STIX and the attributes of MISP in a text of JSON, each
// within the bound of one, now. They may stand in a bundle, an envelope of TAXII, an event, a
// list, or one on each line.
func parseJSON(r io.Reader, now time.Time, nothing error) (List, error) {
	source := &bounded{r: r, most: maxObject}
	var l List
	text, note := decoded(source)
	if note != "" {
		l.note(note)
	}
	d := document{list: &l, source: source, now: now}
	var err error
	if head, _ := text.Peek(maxRow); isOnLines(head) { // less than so much is all of it
		source.most = 0
		err = d.readLines(text)
	} else {
		err = d.read(text)
	}
	if err != nil {
		return List{}, inWords(err, nothing, d.found)
	}
	if d.found == 0 {
		return List{}, nothing
	}
	return l.whole(), nil
}

// isOnLines reports whether the first line is a whole object, and another line follows.
func isOnLines(head []byte) bool {
	first, rest, more := bytes.Cut(bytes.TrimLeft(head, " \t\r\n"), []byte("\n"))
	return more && len(bytes.TrimSpace(rest)) > 0 && bytes.HasPrefix(first, []byte("{")) && json.Valid(first)
}

// inWords returns an error of the parser as a sentence with its place.
func inWords(err, nothing error, found int) error {
	bad := (*json.SyntaxError)(nil)
	switch {
	case errors.Is(err, errEmpty):
		return fmt.Errorf("read the list: %w", err)
	case errors.As(err, &bad) && found == 0, errors.Is(err, io.ErrUnexpectedEOF) && found == 0:
		return nothing
	case errors.As(err, &bad):
		return fmt.Errorf("the JSON is damaged at byte %d, after object %d: send it again, whole", bad.Offset, found)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return fmt.Errorf("the JSON breaks off after object %d: send it again, whole", found)
	}
	return fmt.Errorf("read the list: %w", err)
}

// document reads a text of JSON.
type document struct {
	*json.Decoder
	source *bounded
	list   *List
	now    time.Time
	found  int // objects and attributes
	base   int // lines before the text that is read
}

// readLines reads an object a line. What can't be read of one keeps the others from
// nobody.
func (d *document) readLines(text *bufio.Reader) error {
	in := lines{r: text, most: maxObject, list: d.list}
	for {
		line, long, err := in.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		d.base = in.at
		bare := bytes.TrimSpace([]byte(line))
		switch {
		case len(bare) == 0:
		case long:
			d.list.leave(d.place(), fmt.Sprintf("the object has more than %d KiB", maxObject>>10))
		case !json.Valid(bare):
			d.list.leave(d.place(), "isn't an object in JSON")
		default:
			d.source = &bounded{r: bytes.NewReader(bare), most: 2 * maxObject}
			if err := d.read(d.source); err != nil {
				return err
			}
		}
	}
}

// read reads values until the end.
func (d *document) read(r io.Reader) error {
	d.Decoder = json.NewDecoder(r)
	for {
		d.source.next()
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = d.value(token, 0, "")
		}
		if err != nil {
			return err
		}
	}
}

// maxDepth bounds how deep containers may stand in each other.
const maxDepth = 8

// containers are the keys below which objects and attributes stand.
var containers = map[string]bool{"objects": true, "response": true, "Event": true, "Attribute": true, "Object": true, "data": true, "results": true}

// value reads on after the first token of a value, under the name of its container: a
// list of values, or an object.
func (d *document) value(token json.Token, depth int, in string) error {
	switch token {
	case json.Delim('['):
		return d.elements(depth, in)
	case json.Delim('{'):
		return d.object(depth, in)
	}
	if depth == 0 {
		return nil
	}
	err := d.count()
	d.list.leave(d.place(), "isn't an object")
	return err
}

// elements reads a list.
func (d *document) elements(depth int, in string) error {
	if depth > maxDepth {
		return fmt.Errorf("the lists in it stand more than %d deep in each other", maxDepth)
	}
	for d.More() {
		d.source.next()
		token, err := d.Token()
		if err != nil {
			return err
		}
		if err := d.value(token, depth+1, in); err != nil {
			return err
		}
	}
	_, err := d.Token() // the bracket that closes it
	return err
}

// object reads an object: what it holds by itself, and the objects below it as they come.
func (d *document) object(depth int, in string) error {
	if depth > maxDepth {
		return fmt.Errorf("the objects in it stand more than %d deep in each other", maxDepth)
	}
	own := map[string]json.RawMessage{}
	size, held := 0, false
	var parts []attribute
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return err
		}
		name, _ := key.(string)
		if containers[name] && string(own["type"]) != `"observed-data"` {
			d.source.next()
			token, err := d.Token()
			if err != nil {
				return err
			}
			if token == json.Delim('[') || token == json.Delim('{') {
				held = true
				switch {
				case in == "Object" && name == "Attribute" && token == json.Delim('['):
					parts, err = d.attributes(parts)
				case (name == "objects" || name == "Attribute") && token == json.Delim('['):
					err = d.whole()
				default:
					err = d.value(token, depth+1, name)
				}
				if err != nil {
					return err
				}
			}
			continue
		}
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return err
		}
		if size += len(raw) + len(name); size > maxObject {
			return fmt.Errorf("the item after byte %d has more than %d KiB: remove or shorten it", d.InputOffset()-int64(size), maxObject>>10)
		}
		own[name] = raw
	}
	if _, err := d.Token(); err != nil { // the brace that closes it
		return err
	}
	if len(parts) > 0 {
		return d.addAttributes(parts, own["deleted"])
	}
	if held || depth == 0 && own["type"] == nil {
		return nil
	}
	if err := d.count(); err != nil {
		return err
	}
	raw, err := json.Marshal(own)
	if err != nil {
		return err
	}
	return d.add(d.place(), raw)
}

// whole reads a list of objects that hold no others, each at once.
func (d *document) whole() error {
	for d.More() {
		d.source.next()
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return err
		}
		if err := d.count(); err != nil {
			return err
		}
		if err := d.add(d.place(), raw); err != nil {
			return err
		}
	}
	_, err := d.Token() // the bracket that closes it
	return err
}

// count counts an object.
func (d *document) count() error {
	d.found++
	return d.list.count()
}

// place says where the last object stands.
func (d *document) place() string {
	if d.base > 0 {
		return fmt.Sprintf("line %d", d.base)
	}
	return fmt.Sprintf("object %d", d.list.read)
}
