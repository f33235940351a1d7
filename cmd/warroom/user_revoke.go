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
		Short: "Revoke a person, or one key, at once",
		Long: `Revokes a person with all their keys, or one key, at once, even if the keys file or
a certificate would let them in. "warroom user add" lets in a new key of theirs and
"warroom user restore" an old one; the others stay revoked.`,
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
				fmt.Fprintf(c.OutOrStdout(), "%s is revoked\n", args[0])
				if !known {
					fmt.Fprintf(c.ErrOrStderr(), "no enrolled key belongs to %s: if the keys file and certificates don't use this name either, check the spelling\n", args[0])
				}
				return nil
			})
		},
	}
	c.Flags().StringVar(&why, "why", "", "the reason, which is recorded and shown to them")
	return c
}
