package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"warroom/session"
	"warroom/session/incident"
)

func userRestoreCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "restore NAME SHA256:…",
		Short: "Restore one key of a revoked person",
		Long: `Restores one key that was revoked, by itself or with its person. It gets the rank
with which it was added or, if it is in the keys file or a certificate, the rank
given there. The person's other keys stay revoked. "ssh-keygen -l -f KEY.pub" prints
a key's fingerprint.`,
		Args: only("NAME", "fingerprint"),
		RunE: func(c *cobra.Command, args []string) error {
			name, err := incident.CleanName(args[0])
			if err != nil {
				return usage("%w", err)
			}
			return withPeople(c, false, func(ctx context.Context, p *session.People) error {
				if err := p.Restore(ctx, name, args[1], operator()); err != nil {
					return err
				}
				if e, ok := p.Lookup(args[1]); ok {
					fmt.Fprintf(c.OutOrStdout(), "%s comes in as %s with %s again\n", name, e.Rank, e.Fingerprint)
					return nil
				}
				fmt.Fprintf(c.OutOrStdout(), "%s counts for %s again, as the keys file or a certificate says\n", args[1], name)
				return nil
			})
		},
	}
}
