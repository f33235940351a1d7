package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"warroom/session"
	"warroom/session/incident"
	"warroom/store"
)

func userInviteCommand() *cobra.Command {
	var rank, only string
	var life time.Duration
	c := &cobra.Command{
		Use:   "invite [NAME]",
		Short: "Print a code that lets one person in once, with any key of theirs",
		Args:  atMost(1),
		RunE: func(c *cobra.Command, args []string) error {
			i := session.Invite{By: operator(), Until: time.Now().Add(life)}
			var err error
			if i.Rank, err = incident.ParseRank(rank); err != nil {
				return usage("%w", err)
			}
			if only != "" {
				if i.Only, err = incident.ParseID(only); err != nil {
					return usage("%w", err)
				}
				if err := hasIncident(c, i.Only); err != nil {
					return err
				}
			}
			if len(args) == 1 {
				if i.Name, err = incident.CleanName(args[0]); err != nil {
					return usage("%w", err)
				}
			}
			return withPeople(c, true, func(ctx context.Context, p *session.People) error {
				code, err := p.Invite(ctx, i)
				if err != nil {
					return err
				}
				fmt.Fprintln(c.OutOrStdout(), code)
				fmt.Fprintf(c.ErrOrStderr(), "it works once, until %s: they ssh in with any key and type it when asked\n", i.Until.UTC().Format(time.RFC3339))
				return nil
			})
		},
	}
	c.Flags().StringVar(&rank, "rank", "observer", "manager, responder or observer")
	c.Flags().StringVar(&only, "incident", "", "let them see only this incident")
	c.Flags().DurationVar(&life, "for", session.InviteLife, "how long the code works")
	return c
}

// hasIncident refuses an incident that isn't in the data folder.
func hasIncident(c *cobra.Command, id incident.ID) (err error) {
	conf, err := userSettings(c)
	if err != nil {
		return err
	}
	dir := conf.Data
	log, err := openToRead(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, log.Close()) }()
	heads, err := log.Heads(c.Context(), string(id))
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(heads, func(h store.Header) bool { return h.Stream == string(id) }) {
		return refused("there is no %s in %s: ssh HOST list --all shows all incidents", id, dir)
	}
	return nil
}
