package exec

import (
	"context"
	"fmt"

	"warroom/session/incident"
)

// importAssets adds a list to the assets, some hundred an entry. It refuses a person
// who may not before it reads anything of theirs. A dry run tells what the list is read
// as, and keeps nothing.
func (c *call) importAssets(ctx context.Context, id incident.ID, name string, format Format) error {
	if err := c.hub.CheckAsk(ctx, c.person, id, incident.ImportAssets{}); err != nil {
		return err
	}
	if c.in == nil {
		return usagef("--import reads a list from a pipe: ssh HOST iocs %s --import <list.csv", id)
	}
	var list Reading
	var made []*incident.Event
	dry := c.flags["dry-run"] != ""
	shown := c.newProgress()
	err := c.workAtLarge(ctx, c.importSlots, func(s *shift) (err error) {
		if err := c.hub.CheckShelve(c.person); err != nil {
			return err
		}
		list, err = format.Read(s.reader(shown.reader(c.in), c.limits.Pause, c.limits.Whole))
		switch {
		case ctx.Err() != nil:
			return ctx.Err() // the client went away: what came may be half a list
		case err != nil:
			return incident.Refusal{Why: err.Error()}
		case list.Taken == 0:
			return incident.Refusal{Why: "nothing in the list could be taken"}
		case dry:
			return nil
		}
		parts, err := inParts(s, name, list)
		if err != nil {
			return err
		}
		c.hub.Shelved(c.person, list.size())
		return s.withoutTurn(func() (err error) {
			made, err = c.addAssets(ctx, id, parts, shown)
			return err
		})
	})
	shown.end()
	if err := c.printLeft(list); err != nil {
		return err
	}
	if err == nil && dry {
		if err := c.printItems(list); err != nil {
			return err
		}
	}
	if err := c.printEvents(made); err != nil {
		return err
	}
	if err != nil {
		return err
	}
	return c.printTally(list, dry)
}

// printLeft tells what was assumed to read a list, and what was not taken of it.
func (c *call) printLeft(list Reading) error {
	for _, note := range list.Notes {
		if _, err := fmt.Fprintln(c.stderr, "note: "+note); err != nil {
			return err
		}
	}
	for _, why := range list.Left {
		if _, err := fmt.Fprintln(c.stderr, "not taken: "+why); err != nil {
			return err
		}
	}
	if list.More == 0 {
		return nil
	}
	_, err := fmt.Fprintf(c.stderr, "not taken: and %d more: mend these first, and send the list again\n", list.More)
	return err
}

// printItems writes what a list is read as, defanged.
func (c *call) printItems(list Reading) error {
	for _, part := range list.Parts {
		for _, item := range part {
			if _, err := fmt.Fprintln(c.out, item.Line()); err != nil {
				return err
			}
		}
	}
	return nil
}

// printTally tells how much was taken. What was left is a refusal, unless the person
// asked for leniency.
func (c *call) printTally(list Reading, dry bool) error {
	tally := fmt.Sprintf("taken %d, left %d", list.Taken, list.left())
	if dry {
		tally = fmt.Sprintf("would take %d, leave %d; nothing was kept (--dry-run)", list.Taken, list.left())
	}
	if list.left() > 0 && c.flags["lenient"] == "" {
		return incident.Refusal{Why: tally}
	}
	_, err := fmt.Fprintln(c.stderr, tally)
	return err
}
