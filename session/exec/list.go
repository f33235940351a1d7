package exec

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"warroom/session"
	"warroom/session/incident"
)

func list(ctx context.Context, c *call) error {
	order, known := session.OrderNeed, true
	if by := c.flags["sort"]; by != "" {
		order, known = session.ParseOrder(by)
	}
	if !known {
		return usagef("--sort takes one of %s", strings.Join(session.Orders(), ", "))
	}
	return c.work(ctx, func(s *shift) error {
		profile, err := c.hub.Profile(ctx, c.person.Key)
		if err != nil {
			return err
		}
		all := profile.ListRead(c.hub.List(c.person, c.flags["all"] != ""))
		all, of := session.ParseSearch(c.rest).Find(all), len(all)
		slices.SortFunc(all, order.Compare)
		if c.flags["json"] != "" {
			err := writeValue(s, listed[session.Summary](slices.Values(all)))
			if err == nil {
				_, err = io.WriteString(s, "\n")
			}
			return err
		}
		if words := c.found(len(all), of); words != "" {
			if err := s.withoutTurn(func() error { _, err := fmt.Fprintln(c.stderr, words); return err }); err != nil {
				return err
			}
		}
		_, err = io.WriteString(s, columns(listRows(all)))
		return err
	})
}

// found tells how many incidents of a list have what is searched, and why there are none;
// "" where nothing is searched and some are listed.
func (c *call) found(n, of int) string {
	switch {
	case of == 0:
		return "no incident is open that you may see"
	case c.rest == "":
		return ""
	case n == 0 && c.flags["all"] == "":
		return fmt.Sprintf("none of %d has %s: --all searches closed ones too", of, incident.Quote(c.rest))
	}
	return fmt.Sprintf("%d of %d", n, of)
}

func listRows(all []session.Summary) [][]string {
	rows := make([][]string, len(all))
	for i, s := range all {
		title := incident.CleanLine(s.Title)
		if s.Drill {
			title = "DRILL " + title
		}
		if s.Phase == incident.PhaseClosed {
			title += closedAs(s)
		}
		rows[i] = []string{
			string(s.ID), s.Severity.String(), s.Phase.String(), "sys:" + s.System.String(), "TLP:" + s.TLP.String(),
			s.Scope.String(), "kind:" + s.Kinds.String(), "spread:" + s.Reaches(), "IM " + dash(s.Manager), "here " + strconv.Itoa(len(s.Present)), "new " + strconv.FormatUint(s.Unread, 10),
			"late " + dash(s.Late.String()), "for you " + dash(s.Waits.String()), title,
		}
	}
	return rows
}

// closedAs renders what a closed incident was, behind its title.
func closedAs(s session.Summary) string {
	return "  [" + incident.CleanLine(incident.Closing{Verdict: s.Verdict, Result: s.Result, Duplicate: s.Duplicate}.String()) + "]"
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
