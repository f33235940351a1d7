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

// maxDepth is how deep tables and lists may stand in each other.
const maxDepth = 20

// document takes a file of YAML apart, as far as the lines of what it says. A
// fault's file is for the caller to fill in.
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
		return nil, []files.Fault{{Text: "the file says nothing"}}
	case err != nil:
		return nil, []files.Fault{syntax(err)}
	}
	switch err := loader.Load(&more); {
	case err == nil:
		return nil, []files.Fault{{Line: more.Line, Text: "a file is one document: take out the line ---"}}
	case !errors.Is(err, io.EOF):
		return nil, []files.Fault{syntax(err)}
	}
	if faults := foreign(doc.Content[0], nil); len(faults) > 0 {
		return nil, faults
	}
	return doc.Content[0], nil
}

// unreadable finds the first bytes that no file of text has.
func unreadable(text []byte) (files.Fault, bool) {
	line := 1
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		switch {
		case r == '\n':
			line++
		case r == utf8.RuneError && size == 1:
			return files.Fault{Line: line, Text: "this is no UTF-8 text"}, true
		case r < ' ' && r != '\t' && r != '\r', r == 0x7f:
			return files.Fault{Line: line, Text: fmt.Sprintf("the control character %#02x can't stand here", r)}, true
		}
		i += size
	}
	return files.Fault{}, false
}

// syntax is the fault of a file that is no YAML.
func syntax(err error) files.Fault {
	var where *yaml.LoadError
	if !errors.As(err, &where) {
		return files.Fault{Text: "this is no YAML: " + incident.CleanLine(err.Error())}
	}
	text := "this is no YAML: " + incident.CleanLine(where.Message)
	if begin := where.ContextMark.Line; begin > 0 && begin != where.Mark.Line {
		text += fmt.Sprintf(", %s that begins in line %d", incident.CleanLine(where.ContextMsg), begin)
	}
	return files.Fault{Line: where.Mark.Line, Text: text}
}

// foreign finds what YAML has and these files have not. An alias could make a
// small file a huge one.
func foreign(n *yaml.Node, faults []files.Fault) []files.Fault {
	switch {
	case len(faults) >= MaxFaults:
		return faults
	case n.Kind == yaml.AliasNode:
		return append(faults, files.Fault{Line: n.Line, Text: "an alias (*) can't stand here: write out what it stands for"})
	case n.Anchor != "":
		faults = append(faults, files.Fault{Line: n.Line, Text: "an anchor (&) can't stand here: write things out where they belong"})
	case n.Style&yaml.TaggedStyle != 0:
		faults = append(faults, files.Fault{Line: n.Line, Text: "a tag (!) can't stand here: put the text in quotes"})
	}
	for _, child := range n.Content {
		faults = foreign(child, faults)
	}
	return faults
}
