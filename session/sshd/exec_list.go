package sshd

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strconv"

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
