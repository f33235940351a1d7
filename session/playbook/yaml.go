package playbook

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"

	"warroom/store/files"
)

// maxDepth bounds the nesting of tables and lists.
const maxDepth = 20

// maxMended bounds the lines of a file that are mended: the whole file is parsed again for
// each.
const maxMended = 20

// document is a file of YAML as far as it can be read.
type document struct {
	root    *yaml.Node
	partial bool // lines were left out that nobody could make sense of: what is missing may be there
}

// readDocument parses a file of YAML into nodes with line numbers. It cures a line that
// isn't YAML, as it was probably meant, and goes on, so that all faults of the file are
// found at once. The root is nil where nothing can be read. The caller fills in the file
// of a fault.
func readDocument(text []byte) (doc document, faults []files.Fault) {
	text, faults, ok := readable(bytes.TrimPrefix(text, []byte("\ufeff")))
	if !ok {
		return doc, faults
	}
	lines, mended := strings.Split(string(text), "\n"), map[int]bool{}
	faults = append(faults, indent(lines)...)
	for {
		root, err := load([]byte(strings.Join(lines, "\n")))
		switch {
		case errors.Is(err, io.EOF) && len(faults) > 0:
			return doc, faults
		case errors.Is(err, io.EOF):
			return doc, append(faults, files.Fault{Text: "the file is empty"})
		case err == nil:
			doc.root = root
			return doc, foreign(root, faults)
		case len(mended) >= maxMended:
			return doc, faults
		}
		fault, cured := mend(lines, mended, err)
		doc.partial = doc.partial || !cured
		if !mended[fault.Line] {
			faults, mended[fault.Line] = append(faults, fault), true
		}
		if fault.Line == 0 {
			return doc, faults
		}
	}
}

// errMore says that a file has a second document; the error of load has its line.
type errMore struct{ line int }

func (errMore) Error() string { return "a second document begins" }

// load parses a file of one document.
func load(text []byte) (*yaml.Node, error) {
	limits := loaderlimits.New(loaderlimits.DepthValue(maxDepth))
	loader, err := yaml.NewLoader(bytes.NewReader(text), yaml.WithPlugin(limits))
	if err != nil {
		return nil, err
	}
	var doc, more yaml.Node
	if err := loader.Load(&doc); err != nil {
		return nil, err
	}
	if len(doc.Content) == 0 {
		return nil, io.EOF
	}
	switch err := loader.Load(&more); {
	case err == nil:
		return nil, errMore{more.Line}
	case !errors.Is(err, io.EOF):
		return nil, err
	}
	return doc.Content[0], nil
}

// mend changes the line of lines at which a file stops being YAML, and returns its fault.
// It is false where it could only leave the line out: one that was mended in vain, too. A
// fault without a line ends the reading.
func mend(lines []string, mended map[int]bool, err error) (fault files.Fault, cured bool) {
	var more errMore
	if errors.As(err, &more) {
		for i := more.line - 1; i < len(lines); i++ {
			lines[i] = ""
		}
		for i, line := range lines {
			if strings.HasPrefix(line, "---") && i > 0 {
				lines[i] = ""
			}
		}
		return files.Fault{Line: more.line, Text: "a file is one document: remove the line ---"}, false
	}
	var where *yaml.LoadError
	if !errors.As(err, &where) {
		return files.Fault{Text: "this isn't YAML, or is nested too deep"}, false
	}
	at := min(max(where.Mark.Line, 1), len(lines))
	for _, n := range []int{at, where.ContextMark.Line, at - 1} {
		if n < 1 || n > len(lines) || mended[n] {
			continue
		}
		if c, ok := cureLine(lines[n-1]); ok {
			lines[n-1] = c.line
			return files.Fault{Line: n, Text: c.text}, true
		}
	}
	for at > 1 && strings.TrimSpace(lines[at-1]) == "" {
		at--
	}
	if strings.TrimSpace(lines[at-1]) == "" {
		return files.Fault{Text: "this isn't YAML"}, false
	}
	deep := strings.Count(lines[at-1], "[")+strings.Count(lines[at-1], "{") > maxDepth
	if lines[at-1] = ""; deep {
		return files.Fault{Line: at, Text: fmt.Sprintf("this line has lists or tables nested too deep: use at most %d", maxDepth)}, false
	}
	return files.Fault{Line: at, Text: "this line doesn't fit what is above it: indent it like the lines that belong with it, and begin it with a key and a colon, or a hyphen"}, false
}

// readable returns a text with what no text file can have replaced, and a fault for each
// kind of that. It is false where the rest can't be read either.
func readable(text []byte) (clean []byte, faults []files.Fault, ok bool) {
	if bytes.HasPrefix(text, []byte("\xff\xfe")) || bytes.HasPrefix(text, []byte("\xfe\xff")) {
		return nil, []files.Fault{{Line: 1, Text: "this is UTF-16 text: save it as UTF-8"}}, false
	}
	line, found := 1, map[string]bool{}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		why := ""
		switch {
		case r == '\n':
			line++
		case r == utf8.RuneError && size == 1:
			why = "this isn't UTF-8 text: save it as UTF-8"
		case r < ' ' && r != '\t' && r != '\r', r == 0x7f:
			why = fmt.Sprintf("the control character %#02x isn't allowed here: remove it", r)
		}
		if why != "" {
			if clean == nil {
				clean = bytes.Clone(text)
			}
			if clean[i] = '?'; !found[why] {
				faults, found[why] = append(faults, files.Fault{Line: line, Text: why}), true
			}
		}
		i += size
	}
	if clean == nil {
		clean = text
	}
	return clean, faults, true
}

// foreign finds the features of YAML that these files may not use. An alias
// could make a small file a huge one.
func foreign(n *yaml.Node, faults []files.Fault) []files.Fault {
	switch {
	case len(faults) >= MaxFaults:
		return faults
	case n.Kind == yaml.AliasNode:
		return append(faults, files.Fault{Line: n.Line, Text: "an alias (*) isn't allowed here: write out its content"})
	case n.Anchor != "":
		faults = append(faults, files.Fault{Line: n.Line, Text: "an anchor (&) isn't allowed here: write everything out in its place"})
	case n.Style&yaml.TaggedStyle != 0:
		faults = append(faults, files.Fault{Line: n.Line, Text: "a tag (!) isn't allowed here: put the text in quotes"})
	}
	for _, child := range n.Content {
		faults = foreign(child, faults)
	}
	return faults
}
