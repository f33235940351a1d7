package playbook

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"

	"warroom/session/incident"
	"warroom/store/files"
)

// maxDepth bounds the nesting of tables and lists.
const maxDepth = 20

// document parses a file of YAML into nodes with line numbers. The caller fills
// in the file of a fault.
func document(text []byte) (*yaml.Node, []files.Fault) {
	if fault, bad := unreadable(text); bad {
		return nil, []files.Fault{fault}
	}
	limits := loaderlimits.New(loaderlimits.DepthValue(maxDepth))
	loader, err := yaml.NewLoader(bytes.NewReader(text), yaml.WithPlugin(limits))
	if err != nil {
		return nil, []files.Fault{syntax(err)}
	}
	var doc, more yaml.Node
	err = loader.Load(&doc)
	switch {
	case errors.Is(err, io.EOF) || err == nil && len(doc.Content) == 0:
		return nil, []files.Fault{{Text: "the file is empty"}}
	case err != nil:
		return nil, []files.Fault{syntax(err)}
	}
	switch err := loader.Load(&more); {
	case err == nil:
		return nil, []files.Fault{{Line: more.Line, Text: "a file is one document: remove the line ---"}}
	case !errors.Is(err, io.EOF):
		return nil, []files.Fault{syntax(err)}
	}
	if faults := foreign(doc.Content[0], nil); len(faults) > 0 {
		return nil, faults
	}
	return doc.Content[0], nil
}

// unreadable finds the first bytes that a text file can't have.
func unreadable(text []byte) (files.Fault, bool) {
	line := 1
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		switch {
		case r == '\n':
			line++
		case r == utf8.RuneError && size == 1:
			return files.Fault{Line: line, Text: "this isn't UTF-8 text"}, true
		case r < ' ' && r != '\t' && r != '\r', r == 0x7f:
			return files.Fault{Line: line, Text: fmt.Sprintf("the control character %#02x isn't allowed here", r)}, true
		}
		i += size
	}
	return files.Fault{}, false
}

// syntax returns the fault of a file that isn't YAML.
func syntax(err error) files.Fault {
	var where *yaml.LoadError
	if !errors.As(err, &where) {
		return files.Fault{Text: "this isn't YAML: " + incident.CleanLine(err.Error())}
	}
	text := "this isn't YAML: " + incident.CleanLine(where.Message)
	if begin := where.ContextMark.Line; begin > 0 && begin != where.Mark.Line {
		text += fmt.Sprintf(", %s that begins in line %d", incident.CleanLine(where.ContextMsg), begin)
	}
	return files.Fault{Line: where.Mark.Line, Text: text}
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
