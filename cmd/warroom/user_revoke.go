package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"warroom/session"
	"warroom/session/incident"
)

func userRevokeCommand() *cobra.Command {
	var why string
	c := &cobra.Command{
		Use:   "revoke NAME | SHA256:…",
		Short: "Put a person, or one key, out at once",
		Long: `Puts a person with all their keys, or one key, out at once, also where the keys
file or a certificate would let them in. "warroom user add" lets a new key of
theirs in and "warroom user restore" one of the old; the others stay out.`,
		Args: only("NAME or fingerprint"),
		RunE: func(c *cobra.Command, args []string) error {
			if name, err := incident.CleanName(args[0]); err == nil {
				args[0] = name
			}
			return withPeople(c, false, func(ctx context.Context, p *session.People) error {
				known := slices.ContainsFunc(p.List(), func(e session.Enrolment) bool {
					return e.Name == args[0] || e.Fingerprint == args[0]
				})
				if err := p.Revoke(ctx, args[0], operator(), why); err != nil {
					return err
				}
				fmt.Fprintf(c.OutOrStdout(), "%s is out\n", args[0])
				if !known {
					fmt.Fprintf(c.ErrOrStderr(), "no enrolled key is %s's: if the keys file or a certificate doesn't name them so either, check the spelling\n", args[0])
				}
				return nil
			})
		},
	}
	c.Flags().StringVar(&why, "why", "", "the reason, kept on record and told to them")
	return c
}
