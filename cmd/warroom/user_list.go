package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"warroom/session"
	"warroom/session/incident"
	"warroom/session/sshd"
)

func userListCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "List the enrolled keys, the open invites, and revoked people and keys",
		Long: `Lists the enrolled keys, the open invites, and the revoked people and keys.
People who come in by the keys file or a certificate aren't enrolled, and are listed
only when they are revoked. Of a person who was revoked once, only keys that were
added or restored since then count: "warroom user restore". A line of the keys file
that lets nobody in is reported on standard error.`,
		Args: only(),
		RunE: func(c *cobra.Command, _ []string) (err error) {
			conf, err := userSettings(c)
			if err != nil {
				return err
			}
			log, err := openToRead(conf.Data)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, log.Close()) }()
			people, err := session.OpenPeople(c.Context(), log, time.Now)
			if err != nil {
				return err
			}
			keys, err := sshd.ListKeys(conf.keysFile())
			if err != nil {
				keys = nil // its error is among the faults
			}
			for _, fault := range sshd.CheckFiles(conf.keyFiles()) {
				fmt.Fprintf(c.ErrOrStderr(), "BROKEN   %s\n", fault)
			}
			_, err = io.WriteString(c.OutOrStdout(), listing(people, keys))
			return err
		},
	}
}

// listing formats one line for each open way in, and for each revoked one.
func listing(people *session.People, keys []sshd.Listed) string {
	var b strings.Builder
	line := func(name, what, key, limits string) {
		text := fmt.Sprintf("%-16s %-10s %-50s  %s", name, what, key, limits)
		b.WriteString(strings.TrimRight(text, " ") + "\n")
	}
	for _, e := range people.List() {
		line(e.Name, e.Rank.String(), e.Fingerprint, bounds(e.Only, e.Until))
	}
	for _, i := range people.Invites() {
		line(cmp.Or(i.Name, "(anyone)"), i.Rank.String(), "invited by "+i.By, bounds(i.Only, i.Until))
	}
	for _, s := range people.RevokedPeople() {
		which := "(any key)"
		if len(s.Readmitted) > 0 {
			which = "(any key but those added or restored since)"
		}
		line(s.Name, "revoked", which, "")
		for _, key := range s.Readmitted {
			if _, enrolled := people.Lookup(key); !enrolled {
				line(s.Name, "restored", key, "")
			}
		}
	}
	for _, r := range people.RevokedKeys() {
		line(cmp.Or(r.Name, "(any name)"), "revoked", r.Fingerprint, "")
	}
	for _, k := range keys {
		if people.Revoked(k.Name, k.Fingerprint) && !people.Revoked("", k.Fingerprint) {
			line(k.Name, "revoked", k.Fingerprint, fmt.Sprintf("line %d of the keys file", k.Line))
		}
	}
	return b.String()
}

// bounds formats the limits of a key.
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
