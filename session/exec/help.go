package exec

import (
	"context"
	"fmt"
	"io"
	"strings"

	"warroom/session/incident"
)

// Guides are the texts of help that are longer than one sentence. Without them, help
// prints the short ones.
type Guides struct {
	Topics []string                         // their names
	Topic  func(name string) (string, bool) // nil where there are no topics
	Verb   func(name string) (string, bool) // what is to know of a verb of the prompt; may be nil
}

func help(_ context.Context, c *call) error {
	topic, _ := cutWord(c.rest)
	switch topic {
	case "":
		_, err := fmt.Fprintf(c.out, "ssh HOST opens the lobby, ssh -t HOST INC-7 a bridge. Without a terminal, one verb a call:\n%s\n", usageOf(allVerbs()))
		return err
	case "verbs":
		return helpVerbs(c.out)
	case "topics":
		_, err := fmt.Fprintln(c.out, strings.Join(c.guides.Topics, "\n"))
		return err
	}
	for _, v := range allVerbs() {
		if v.name == topic {
			_, err := fmt.Fprintf(c.out, "%s\n%s\n", v.usage(), v.help)
			return err
		}
	}
	if v, ok := incident.FindVerb(strings.TrimPrefix(topic, "/")); ok {
		return c.helpVerb(v)
	}
	if c.guides.Topic != nil {
		if text, ok := c.guides.Topic(topic); ok {
			_, err := io.WriteString(c.out, text)
			return err
		}
	}
	return usagef("there is no help on %q: help lists what you can call, help verbs the verbs of the prompt, help topics the guides",
		incident.Quote(topic))
}

// helpVerb prints the usage of one verb of the prompt, and its guide.
func (c *call) helpVerb(v incident.Verb) error {
	text := fmt.Sprintf("usage: do ID %s\n%s\n", strings.TrimSpace(v.Name+" "+v.Args), v.Help)
	if c.guides.Verb != nil {
		if more, ok := c.guides.Verb(v.Name); ok {
			text += "\n" + more
		}
	}
	_, err := io.WriteString(c.out, text)
	return err
}

// helpVerbs lists the verbs of the prompt, each with its help below it: some take many
// arguments, and a terminal may be narrow.
func helpVerbs(out io.Writer) error {
	var text strings.Builder
	text.WriteString("do ID VERB…, or at the prompt with a slash before it. In a shell put the line\n" +
		"in quotes, which # ? > and ' need: ssh HOST \"do INC-7 check scope-known #112\"\n")
	for _, v := range incident.Verbs() {
		fmt.Fprintf(&text, "  %s\n      %s\n", strings.TrimSpace(v.Name+" "+v.Args), v.Help)
	}
	_, err := io.WriteString(out, text.String())
	return err
}
