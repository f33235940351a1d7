package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/user"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/crypto/ssh"

	"warroom/session"
	"warroom/session/incident"
	"warroom/store/sqlite"
)

func userCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "user",
		Short: "Add, list and revoke keys; invite people",
		Long: `Changes who may come in. It works on the data folder, beside a running server
too, which takes a change up within two seconds; a revoked person's screens
close then.`,
		Args: unknownCommand,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.PersistentFlags().String("data", "./data", "the data folder")
	c.AddCommand(userAddCommand(), userListCommand(), userRevokeCommand(), userInviteCommand())
	return c
}

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
			return withPeople(c, func(ctx context.Context, p *session.People) error {
				if err := p.Enrol(ctx, e); err != nil {
					return err
				}
				fmt.Fprintf(c.OutOrStdout(), "%s comes in as %s with %s\n", name, r, e.Fingerprint)
				return nil
			})
		},
	}
	c.Flags().StringVar(&rank, "rank", "observer", "manager, responder or observer")
	return c
}

func userListCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "List the enrolled keys and the open invites",
		Args:  only(),
		RunE: func(c *cobra.Command, _ []string) error {
			return withPeople(c, func(_ context.Context, p *session.People) error {
				w := tabwriter.NewWriter(c.OutOrStdout(), 0, 8, 2, ' ', 0)
				for _, e := range p.List() {
					state := ""
					if p.Revoked(e.Name, e.Fingerprint) {
						state = "revoked"
					}
					fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", e.Name, e.Rank, e.Fingerprint, bounds(e.Only, e.Until), state)
				}
				for _, i := range p.Invites() {
					name := i.Name
					if name == "" {
						name = "(anyone)"
					}
					fmt.Fprintf(w, "%s\t%s\tinvited by %s\t%s\t\n", name, i.Rank, i.By, bounds(i.Only, i.Until))
				}
				return w.Flush()
			})
		},
	}
}

// bounds says what a key is limited to.
func bounds(only incident.ID, until time.Time) string {
	var parts []string
	if only != "" {
		parts = append(parts, "only "+string(only))
	}
	if !until.IsZero() {
		parts = append(parts, "until "+until.UTC().Format(time.RFC3339))
	}
	return strings.Join(parts, ", ")
}

func userRevokeCommand() *cobra.Command {
	var why string
	c := &cobra.Command{
		Use:   "revoke NAME | SHA256:…",
		Short: "Put a person, or one key, out at once",
		Args:  only("NAME or fingerprint"),
		RunE: func(c *cobra.Command, args []string) error {
			return withPeople(c, func(ctx context.Context, p *session.People) error {
				if err := p.Revoke(ctx, args[0], operator(), why); err != nil {
					return err
				}
				fmt.Fprintf(c.OutOrStdout(), "%s is out\n", args[0])
				return nil
			})
		},
	}
	c.Flags().StringVar(&why, "why", "", "the reason, kept on record")
	return c
}

func userInviteCommand() *cobra.Command {
	var rank, only string
	var life time.Duration
	c := &cobra.Command{
		Use:   "invite [NAME]",
		Short: "Print a code that lets one person in once, with any key of theirs",
		Args:  cobra.MaximumNArgs(1),
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
			}
			if len(args) == 1 {
				if i.Name, err = incident.CleanName(args[0]); err != nil {
					return usage("%w", err)
				}
			}
			return withPeople(c, func(ctx context.Context, p *session.People) error {
				code, err := p.Invite(ctx, i)
				if err != nil {
					return err
				}
				fmt.Fprintln(c.OutOrStdout(), code)
				fmt.Fprintf(c.ErrOrStderr(), "good once, until %s: they ssh in with any key and type it when asked\n", i.Until.UTC().Format(time.RFC3339))
				return nil
			})
		},
	}
	c.Flags().StringVar(&rank, "rank", "observer", "manager, responder or observer")
	c.Flags().StringVar(&only, "incident", "", "let them see this one incident alone")
	c.Flags().DurationVar(&life, "for", session.InviteLife, "how long the code is good")
	return c
}

// withPeople opens the data folder beside whoever serves it.
func withPeople(c *cobra.Command, f func(context.Context, *session.People) error) (err error) {
	dir, err := c.Flags().GetString("data")
	if err != nil {
		return err
	}
	log, err := sqlite.OpenBeside(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, log.Close()) }()
	people, err := session.OpenPeople(c.Context(), log, time.Now)
	if err != nil {
		return err
	}
	err = f(c.Context(), people)
	var refusal incident.Refusal
	if errors.As(err, &refusal) {
		return failure{exitRefused, refusal}
	}
	return err
}

// enrolment is what lets key in.
func enrolment(key ssh.PublicKey, name string, rank incident.Rank, how string) session.Enrolment {
	return session.Enrolment{
		Name: name, Rank: rank, By: operator(), How: how, At: time.Now(),
		Key:         strings.TrimSpace(string(ssh.MarshalAuthorizedKey(key))),
		Fingerprint: ssh.FingerprintSHA256(key),
	}
}

// readPublicKey reads the first key of an OpenSSH public key file.
func readPublicKey(path string, stdin io.Reader) (ssh.PublicKey, error) {
	var data []byte
	var err error
	if path == "-" {
		data, err = io.ReadAll(io.LimitReader(stdin, 64<<10))
	} else {
		data, err = os.ReadFile(path)
	}
	if err != nil {
		return nil, refused("the key can't be read: %w", err)
	}
	if strings.Contains(string(data), "PRIVATE KEY") {
		return nil, refused("%s is a private key, which nobody should hand around: give its .pub file", path)
	}
	key, _, _, _, err := ssh.ParseAuthorizedKey(data)
	if err != nil {
		return nil, refused("%s holds no public key in OpenSSH format (ssh-ed25519 AAAA…): give a .pub file", path)
	}
	return key, nil
}

// operator is who runs this program, as a name that the record takes.
func operator() string {
	if u, err := user.Current(); err == nil {
		if name, err := incident.CleanName(u.Username); err == nil {
			return name
		}
	}
	return "operator"
}
