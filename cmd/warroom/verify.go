package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"warroom/session/incident"
	"warroom/store"
	"warroom/store/sqlite"
)

func verifyCommand() *cobra.Command {
	var dir string
	c := &cobra.Command{
		Use:   "verify --data DIR",
		Short: "Check the hash chain of every stream in a database, offline or beside a running server",
		Long: `Checks the file page by page, then reads every record and checks that each header
has the SHA-256 of the header before it and of its own payload, and that each
record of an incident is an entry.
Prints one line a stream with the hash of its last header: screens showed its first
six digits as "record ok". Exit 1 means that records were changed, exit 3 that the
file itself is damaged.
A chain can't show that its newest records are missing or changed: compare the last
hash and number with what people saw. "warroom help record" shows how to
check one by hand.`,
		Args: only(),
		RunE: func(c *cobra.Command, _ []string) error {
			return verify(c.Context(), dir, c.OutOrStdout())
		},
	}
	c.Flags().StringVar(&dir, "data", "./data", "the data folder")
	return c
}

// verify checks the file in dir and every stream in it. It continues past a
// broken one, so that the auditor sees them all.
func verify(ctx context.Context, dir string, out io.Writer) (err error) {
	if err := lost(dir); err != nil {
		return err
	}
	log, err := sqlite.OpenReadOnly(dir)
	if err != nil {
		return unreadable(dir, err)
	}
	defer func() { err = errors.Join(err, log.Close()) }()
	damages, err := log.Check(ctx)
	if err != nil {
		return unreadable(dir, err)
	}
	for _, damage := range damages {
		fmt.Fprintf(out, "DAMAGED  the file: %s\n", damage)
	}
	heads, err := log.Heads(ctx, "")
	if err != nil {
		return unreadable(dir, err)
	}
	if len(heads) == 0 && len(damages) == 0 {
		return refused("%s has no records: is it the right folder?", dir)
	}
	broken, err := verifyStreams(ctx, log, heads, out)
	if err != nil {
		return unreadable(dir, err)
	}
	missing := gaps(heads)
	for _, id := range missing {
		fmt.Fprintf(out, "MISSING  %s has no records, and incidents are numbered without gaps\n", id)
	}
	if len(damages) > 0 {
		return unreadable(dir, fmt.Errorf("%w: %s in the file", store.ErrDamaged, plural(len(damages), "fault")))
	}
	if bad := broken + len(missing); bad > 0 {
		return refused("%d of %d streams are broken or missing: keep a copy of the folder as it is, and compare it with a backup", bad, len(heads)+len(missing))
	}
	return nil
}

// verifyStreams checks each stream up to its head, and returns the number of
// broken ones.
func verifyStreams(ctx context.Context, log store.Log, heads []store.Header, out io.Writer) (broken int, err error) {
	width := 0
	for _, head := range heads {
		width = max(width, len(head.Stream))
	}
	for _, head := range heads {
		var b *store.Broken
		switch last, err := store.VerifyTo(ctx, log, head); {
		case errors.As(err, &b):
			broken++
			fmt.Fprintf(out, "BROKEN   %v\n", b)
		case errors.Is(err, store.ErrDamaged):
			broken++
			fmt.Fprintf(out, "DAMAGED  %s can't be read after record %d\n", head.Stream, last.Seq)
		case err != nil:
			return broken, err
		default:
			if err := undecodable(ctx, log, head); err != nil {
				broken++
				fmt.Fprintf(out, "DAMAGED  %s has a record that isn't an entry: %v\n", head.Stream, err)
				continue
			}
			fmt.Fprintf(out, "ok       %-*s %8d records  last %x\n", width, last.Stream, last.Seq, last.Hash())
		}
	}
	return broken, nil
}

// undecodable returns an error for the first record of an incident that isn't
// an entry, nil if there is none. If its chain holds, another program wrote it.
func undecodable(ctx context.Context, log store.Log, head store.Header) error {
	id, err := incident.ParseID(head.Stream)
	if err != nil || string(id) != head.Stream {
		return nil
	}
	for r, err := range store.Scan(ctx, log, head.Stream, 0) {
		if err == nil {
			_, err = incident.Decode(id, r.Seq, r.At, r.Payload)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// gaps returns the incidents that are missing: their numbers have no gaps.
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

// maxGaps bounds how many missing incidents are listed.
const maxGaps = 100

// unreadable returns the failure for a file that is damaged below the records,
// or can't be read.
func unreadable(dir string, err error) error {
	if !errors.Is(err, store.ErrDamaged) {
		return advise(dir, "read", err)
	}
	return failure{exitFault, fmt.Errorf("%w: keep a copy of %s as it is, and restore a backup; a stream marked ok is good up to its number, and may have had more records", err, dir)}
}
