package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/user"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/crypto/ssh"

	"warroom/session"
	"warroom/session/incident"
	"warroom/session/sshd"
)

func userCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "user",
		Short: "Add, list, revoke and restore keys; invite people",
		Long: `Changes who may come in. It works on the data folder, beside a running server
too, which applies a change within two seconds; then a revoked person's screens
close.`,
		Args:                       unknownCommand,
		SuggestionsMinimumDistance: 2,
		RunE:                       func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	f := c.PersistentFlags()
	f.String("data", "./data", "the data folder")
	f.String("authorized-keys", "", "the server's keys file (default DATA/authorized_keys)")
	f.String("config", "", "the server's TOML file")
	c.AddCommand(userAddCommand(), userListCommand(), userRevokeCommand(), userRestoreCommand(), userInviteCommand())
	return c
}

// userSettings returns the server's settings that "warroom user" needs.
func userSettings(c *cobra.Command) (config, error) { return loadConfig(c.Flags(), os.Environ) }

// withPeople changes who may come in, beside a running server too. If mayBeNew
// is set, it creates a missing database.
func withPeople(c *cobra.Command, mayBeNew bool, f func(context.Context, *session.People) error) (err error) {
	conf, err := userSettings(c)
	if err != nil {
		return err
	}
	dir := conf.Data
	if err := lost(dir); err != nil {
		return err
	}
	switch there := holdsData(dir); {
	case !there && !mayBeNew:
		return advise(dir, "", fs.ErrNotExist)
	case !there:
		fmt.Fprintf(c.ErrOrStderr(), "%s is a new data folder: start the server with it\n", dir)
	}
	log, err := openBeside(dir)
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

// enrolment returns the enrolment of key.
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
		return nil, refused("%s is a private key, which must not be shared: give its .pub file", path)
	}
	key, _, _, _, err := ssh.ParseAuthorizedKey(data)
	if err != nil {
		return nil, refused("%s has no public key in OpenSSH format (ssh-ed25519 AAAA…): give a .pub file", path)
	}
	if err := sshd.CheckKey(key); err != nil {
		return nil, refused("%s: %w", path, err)
	}
	return key, nil
}

// operator returns the name of the user running this program, in a form for the
// record.
func operator() string {
	if u, err := user.Current(); err == nil {
		if name, err := incident.NewName(u.Username); err == nil {
			return name
		}
	}
	return "operator"
}
