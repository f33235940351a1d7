package main

import (
	"strings"

	"warroom/session/exec"
)

// guides returns the longer texts for `help` over ssh: a topic's guide, or a
// verb's paragraph in a guide.
func guides() exec.Guides {
	return exec.Guides{Topics: topicNames(), Topic: topicText, Verb: verbText}
}

func topicText(name string) (string, bool) {
	if strings.ContainsAny(name, "/.") {
		return "", false
	}
	text, err := topics.ReadFile("help/" + name + ".md")
	return string(text), err == nil
}

// verbText returns the paragraph that explains a verb, with the examples below
// it.
func verbText(verb string) (string, bool) {
	for _, topic := range topicNames() {
		text, _ := topicText(topic)
		blocks := strings.Split(text, "\n\n")
		for i, block := range blocks {
			if name, ok := explained(block); !ok || name != verb {
				continue
			}
			end := i + 1
			for end < len(blocks) && strings.HasPrefix(blocks[end], "    ") {
				end++
			}
			return strings.Join(blocks[i:end], "\n\n") + "\n", true
		}
	}
	return "", false
}

// explained returns the verb that a paragraph begins with and explains.
func explained(block string) (name string, ok bool) {
	rest, ok := strings.CutPrefix(strings.TrimSpace(block), "`/")
	if !ok {
		return "", false
	}
	name, rest, ok = strings.Cut(rest, "`")
	return name, ok && !strings.Contains(name, " ") && strings.HasPrefix(rest, " ")
}
