package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"warroom/session/incident"
	"warroom/store"
)

func verifyCommand() *cobra.Command {
	var dir string
	c := &cobra.Command{
		Use:   "verify --data DIR",
		Short: "Check the hash chain of every stream in a database, offline or beside a running server",
		Long: `Reads every record and checks that each header carries the SHA-256 of the
header before it and of its own payload. Prints a line a stream with the hash of
its last header: its first six digits are what screens showed as "record ok".
A chain can't tell that its newest records are missing or changed: compare the
last hash and number with what people saw. "warroom help record" shows how to
check one by hand.`,
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
	log, err := openToRead(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, log.Close()) }()
	heads, err := log.Heads(ctx, "")
	if err != nil {
		return unreadable(err)
	}
	if len(heads) == 0 {
		return refused("%s holds no records: is it the right folder?", dir)
	}
	broken, width := 0, 0
	for _, head := range heads {
		width = max(width, len(head.Stream))
	}
	for _, head := range heads {
		var b *store.Broken
		switch last, err := store.Verify(ctx, log, head.Stream); {
		case errors.As(err, &b):
			broken++
			fmt.Fprintf(out, "BROKEN   %v\n", b)
		case err != nil:
			return unreadable(err)
		default:
			fmt.Fprintf(out, "ok       %-*s %8d records  last %x\n", width, last.Stream, last.Seq, last.Hash())
		}
	}
	missing := gaps(heads)
	for _, id := range missing {
		fmt.Fprintf(out, "MISSING  %s has no records, and incidents are numbered without gaps\n", id)
	}
	if bad := broken + len(missing); bad > 0 {
		return refused("%d of %d streams are broken or missing: keep a copy of the folder as it is, and compare it with a backup", bad, len(heads)+len(missing))
	}
	return nil
}

// gaps are the incidents that must have been there: their numbers are dense.
func gaps(heads []store.Header) []incident.ID {
	there, last := map[incident.ID]bool{}, uint64(0)
	for _, head := range heads {
		if id, err := incident.ParseID(head.Stream); err == nil && string(id) == head.Stream {
			there[id], last = true, max(last, id.Number())
		}
	}
	var missing []incident.ID
	for n := uint64(1); n < last && len(missing) < maxGaps; n++ {
		if id := incident.NewID(n); !there[id] {
			missing = append(missing, id)
		}
	}
	return missing
}

// maxGaps bounds how many incidents are said to be missing.
const maxGaps = 100

// unreadable is for a file that is damaged below the records.
func unreadable(err error) error {
	return fmt.Errorf("%w: the file is damaged: keep a copy of the folder as it is, and restore a backup", err)
}
