package exec

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"warroom/session/incident"
)

// sheetShown is a sheet as systems --json has it.
type sheetShown struct {
	*incident.Sheet
	Late   []string        `json:"late"` // what in it is overdue
	Radius incident.Radius `json:"radius"`
}

// systems prints the sheets of the house, or one of them.
func systems(ctx context.Context, c *call) error {
	if err := c.person.CheckReadHouse(); err != nil {
		return err
	}
	name, rest := cutWord(c.rest)
	if rest != "" {
		return errUsage
	}
	rules := c.hub.Rules()
	if rules == nil {
		rules = &incident.Rules{}
	}
	if name != "" {
		return c.oneSystem(ctx, rules, name)
	}
	return c.work(ctx, func(s *shift) error {
		names := rules.Systems()
		if c.flags["json"] != "" {
			return writeLine(s, listed[sheetShown](func(yield func(sheetShown) bool) {
				for _, name := range names {
					if !yield(c.sheetShown(rules, name)) {
						return
					}
				}
			}))
		}
		if len(names) == 0 {
			return s.withoutTurn(func() error {
				_, err := fmt.Fprintln(c.stderr, "no system has a sheet: help playbook shows how one is written")
				return err
			})
		}
		rows := make([][]string, len(names))
		for i, name := range names {
			sheet := rules.Sheets[name]
			rows[i] = []string{name, dash(sheet.Classification), strings.Join(sheet.Owners, ", "), dash(sheet.Title), strings.Join(sheet.Late(c.now()), "; ")}
		}
		_, err := io.WriteString(s, columns(cleaned(rows)))
		return err
	})
}

func (c *call) sheetShown(rules *incident.Rules, name string) sheetShown {
	sheet := rules.Sheets[name]
	return sheetShown{sheet, append([]string{}, sheet.Late(c.now())...), rules.Radius(name, c.now())}
}

// oneSystem prints one sheet.
func (c *call) oneSystem(ctx context.Context, rules *incident.Rules, typed string) error {
	name, err := rules.SystemNamed(typed)
	if err != nil {
		return err
	}
	return c.work(ctx, func(s *shift) error {
		if c.flags["json"] != "" {
			return writeLine(s, c.sheetShown(rules, name))
		}
		rows := [][]string{{"system", name}}
		for _, line := range rules.SheetLines(name, c.now()) {
			rows = append(rows, []string{line.Name, line.Text})
		}
		_, err := io.WriteString(s, columns(rows))
		return err
	})
}

// readiness prints how ready each procedure of the house is.
func readiness(ctx context.Context, c *call) error {
	if err := c.person.CheckReadHouse(); err != nil {
		return err
	}
	if c.rest != "" {
		return errUsage
	}
	return c.work(ctx, func(s *shift) error {
		all := c.hub.Rules().Readiness(c.now())
		if c.flags["json"] != "" {
			return writeLine(s, listed[incident.Readiness](slices.Values(all)))
		}
		rows := make([][]string, len(all))
		for i, r := range all {
			rows[i] = []string{r.Kind, r.Name, dash(r.Owner), r.Days(), r.Text()}
		}
		_, err := io.WriteString(s, columns(cleaned(rows))+incident.CountReadiness(all)+"\n")
		return err
	})
}

// writeLine writes a value as JSON on one line.
func writeLine(w io.Writer, value any) error {
	err := writeValue(w, value)
	if err == nil {
		_, err = io.WriteString(w, "\n")
	}
	return err
}

// cleaned returns rows of which each cell is one line without control characters.
func cleaned(rows [][]string) [][]string {
	for _, row := range rows {
		for i := range row {
			row[i] = incident.CleanLine(row[i])
		}
	}
	return rows
}
