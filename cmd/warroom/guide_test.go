package main

import (
	"io/fs"
	"strings"
	"testing"

	"warroom/session/incident"
)

// minParagraph is how short an explanation of a verb may be, in bytes.
const minParagraph = 40

// guide is what the guides say of one verb.
type guide struct {
	text     string   // its paragraph
	examples []string // lines as typed
}

// readGuides reads all topics: a paragraph that begins with a verb in backquotes
// explains it, and lines that are indented below begin with a slash where they
// show something to type.
func readGuides(t *testing.T) (verbs map[string]*guide, typed []string) {
	t.Helper()
	verbs = map[string]*guide{}
	for _, topic := range topicNames() {
		text, err := fs.ReadFile(topics, "help/"+topic+".md")
		if err != nil {
			t.Fatal(err)
		}
		var now *guide
		for block := range strings.SplitSeq(string(text), "\n\n") {
			switch name, explains := explained(block); {
			case explains && verbs[name] != nil:
				t.Errorf("%s: /%s is explained twice", topic, name)
			case explains:
				now = &guide{text: block}
				verbs[name] = now
			case strings.HasPrefix(block, "    "):
				lines := shownLines(block)
				typed = append(typed, lines...)
				if now != nil {
					now.examples = append(now.examples, lines...)
				}
			default:
				now = nil
			}
		}
	}
	return verbs, typed
}

// shownLines are the lines of a block that somebody is to type at the prompt.
func shownLines(block string) (lines []string) {
	for line := range strings.Lines(block) {
		if line = strings.TrimSpace(line); strings.HasPrefix(line, "/") {
			lines = append(lines, line)
		}
	}
	return lines
}

func TestEveryVerbHasItsParagraphAndAnExample(t *testing.T) {
	verbs, _ := readGuides(t)
	for _, v := range incident.Verbs() {
		g := verbs[v.Name]
		if g == nil {
			t.Errorf("no guide has a paragraph that begins with `/%s`", v.Name)
			continue
		}
		if len(g.text) < minParagraph {
			t.Errorf("the paragraph of /%s says too little: %q", v.Name, g.text)
		}
		if !showsVerb(g.examples, v.Name) {
			t.Errorf("below the paragraph of /%s there is no line as it is typed", v.Name)
		}
		delete(verbs, v.Name)
	}
	for name := range verbs {
		t.Errorf("a guide explains /%s, which is no verb", name)
	}
}

// showsVerb reports whether one of the lines is that verb.
func showsVerb(lines []string, name string) bool {
	for _, line := range lines {
		if first, _, _ := strings.Cut(line, " "); first == "/"+name {
			return true
		}
	}
	return false
}

func TestAVerbIsExplainedAtTheDoor(t *testing.T) {
	s := serving(t)
	for verb, want := range map[string][]string{
		"task":    {"usage: do ID task @PERSON", "`/task`", "\n    /task "},
		"decide":  {"usage: do ID decide", "`/decide`"},
		"respond": {"# "},
		"topics":  {"need-to-know", "respond"},
		"verbs":   {"  task @PERSON"},
	} {
		got := s.must("kim", "help "+verb)
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("help %s lacks %q:\n%s", verb, w, got)
			}
		}
	}
	if a := s.ask("kim", "help ../config"); a.code != 2 || !strings.Contains(a.words, "help topics") {
		t.Errorf("%+v", a)
	}
}

func TestWhatAGuideSaysToTypeIsUnderstood(t *testing.T) {
	_, typed := readGuides(t)
	for _, line := range typed {
		if c, err := incident.Parse(line); err != nil {
			t.Errorf("%s: %v", line, err)
		} else if c == nil {
			t.Errorf("%s: asks for nothing", line)
		}
	}
}
