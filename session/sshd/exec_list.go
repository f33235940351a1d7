package sshd

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"warroom/session"
	"warroom/session/incident"
)

func list(_ context.Context, c *call) error {
	if c.rest != "" {
		return errUsage
	}
	all := c.hub.List(c.person, c.flags["all"] != "")
	if c.flags["json"] != "" {
		if all == nil {
			all = []session.Summary{}
		}
		return json.NewEncoder(c.out).Encode(all)
	}
	if len(all) == 0 {
		_, err := fmt.Fprintln(c.words, "no incident is open that you may see")
		return err
	}
	rows := make([][]string, len(all))
	for i, s := range all {
		title := incident.CleanLine(s.Title)
		if s.Drill {
			title = "DRILL " + title
		}
		rows[i] = []string{
			string(s.ID), s.Severity.String(), s.Phase.String(), "sys:" + s.System.String(), "TLP:" + s.TLP.String(),
			"IM " + dash(s.Manager), "here " + strconv.Itoa(len(s.Present)), title,
		}
	}
	_, err := io.WriteString(c.out, columns(rows))
	return err
}

func whoami(_ context.Context, c *call) error {
	if c.rest != "" {
		return errUsage
	}
	rows := [][]string{
		{"name", c.person.Name}, {"rank", c.person.Rank.String()}, {"key", c.person.Key}, {"proved by", c.person.Proof},
	}
	if c.person.Only != "" {
		rows = append(rows, []string{"only", string(c.person.Only)})
	}
	if !c.person.Until.IsZero() {
		rows = append(rows, []string{"until", stamp(c.person.Until)})
	}
	_, err := io.WriteString(c.out, columns(rows))
	return err
}

func help(_ context.Context, c *call) error {
	topic, _ := cutWord(c.rest)
	if topic == "verbs" {
		return helpVerbs(c.out)
	}
	verbs := execVerbs()
	for _, v := range verbs {
		if v.name == topic {
			_, err := fmt.Fprintf(c.out, "%s\n%s\n", v.usage(), v.help)
			return err
		}
	}
	if v, ok := incident.FindVerb(topic); ok {
		_, err := fmt.Fprintf(c.out, "usage: do ID %s\n%s\n", strings.TrimSpace(v.Name+" "+v.Args), v.Help)
		return err
	}
	if topic != "" {
		return usagef("there is no help on %q: help lists what you can call, help verbs the verbs of the prompt; "+
			"the guides are where the server runs, in warroom help", incident.CleanLine(topic))
	}
	_, err := fmt.Fprintf(c.out, "ssh HOST opens the lobby, ssh -t HOST INC-7 a bridge. Without a terminal, one verb a call:\n%s\n", usageOf(verbs))
	return err
}

// helpVerbs tells each verb of the prompt, with its help below it: some take
// many arguments, and a terminal may be narrow.
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
