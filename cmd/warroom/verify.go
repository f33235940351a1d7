package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"warroom/store"
	"warroom/store/sqlite"
)

func verifyCommand() *cobra.Command {
	var dir string
	c := &cobra.Command{
		Use:   "verify --data DIR",
		Short: "Check the hash chain of every stream in a database, offline or beside a running server",
		Long: `Reads every record and checks that each header carries the SHA-256 of the
header before it and of its own payload. Prints a line a stream with the hash of
its last header: its first six digits are what screens showed as "record ok".
A chain can't tell that its newest records are missing: compare the last hash
and number with what people saw.`,
		Args: only(),
		RunE: func(c *cobra.Command, _ []string) error {
			return verify(c.Context(), dir, c.OutOrStdout())
		},
	}
	c.Flags().StringVar(&dir, "data", "./data", "the data folder")
	return c
}

// verify checks every stream in dir, and goes on past one that is broken so
// that the auditor sees them all.
func verify(ctx context.Context, dir string, out io.Writer) (err error) {
	log, err := sqlite.OpenReadOnly(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, log.Close()) }()
	heads, err := log.Heads(ctx, "")
	if err != nil {
		return err
	}
	if len(heads) == 0 {
		return refused("%s holds no records: is it the right folder?", dir)
	}
	broken := 0
	for _, head := range heads {
		var b *store.Broken
		switch last, err := store.Verify(ctx, log, head.Stream); {
		case errors.As(err, &b):
			broken++
			fmt.Fprintf(out, "BROKEN  %v\n", b)
		case err != nil:
			return err
		default:
			fmt.Fprintf(out, "ok      %-10s %8d records  last %x\n", last.Stream, last.Seq, last.Hash())
		}
	}
	if broken > 0 {
		return refused("%d of %d streams are broken: keep a copy of the folder as it is, and compare it with a backup", broken, len(heads))
	}
	return nil
}
