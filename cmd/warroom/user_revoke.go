package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"warroom/session"
)

func userRevokeCommand() *cobra.Command {
	var why string
	c := &cobra.Command{
		Use:   "revoke NAME | SHA256:…",
		Short: "Put a person, or one key, out at once",
		Long: `Puts a person, or one key, out at once and until they are added again, also
where the keys file or a certificate would let them in.`,
		Args: only("NAME or fingerprint"),
		RunE: func(c *cobra.Command, args []string) error {
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
