package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"warroom/session"
	"warroom/session/incident"
)

func userAddCommand() *cobra.Command {
	var rank string
	c := &cobra.Command{
		Use:   "add NAME KEYFILE",
		Short: "Let a public key in; KEYFILE is a .pub file, or - for standard input",
		Args:  only("NAME", "KEYFILE"),
		RunE: func(c *cobra.Command, args []string) error {
			name, err := incident.CleanName(args[0])
			if err != nil {
				return usage("%w", err)
			}
			r, err := incident.ParseRank(rank)
			if err != nil {
				return usage("%w", err)
			}
			key, err := readPublicKey(args[1], c.InOrStdin())
			if err != nil {
				return err
			}
			e := enrolment(key, name, r, "warroom user")
			return withPeople(c, true, func(ctx context.Context, p *session.People) error {
				was := p.Revoked("", e.Fingerprint)
				if err := p.Enrol(ctx, e); err != nil {
					return err
				}
				fmt.Fprintf(c.OutOrStdout(), "%s comes in as %s with %s\n", name, r, e.Fingerprint)
				if was {
					fmt.Fprintln(c.ErrOrStderr(), "this key was revoked before: if somebody else may have it, revoke it and add a new one")
				}
				if isShut(p, name) {
					fmt.Fprintf(c.ErrOrStderr(), "%s was revoked before: no older key lets them in, whatever the keys file or a certificate says; to restore one:  warroom user restore %s SHA256:…\n", name, name)
				}
				return nil
			})
		},
	}
	c.Flags().StringVar(&rank, "rank", "observer", "manager, responder or observer")
	return c
}

// isShut reports whether a person was ever revoked.
func isShut(people *session.People, name string) bool {
	return slices.ContainsFunc(people.RevokedPeople(), func(s session.RevokedPerson) bool { return s.Name == name })
}
