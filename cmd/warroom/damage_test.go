package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"warroom/session"
	"warroom/session/incident"
	"warroom/store"
	"warroom/store/sqlite"
)

// quiet is a logger for what a test provokes.
func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

// longRecord is a data folder with two incidents of 300 entries in all, and its
// streams' records.
func longRecord(t *testing.T) (dir string, want map[string][]store.Record) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "data")
	log, err := openLog(dir)
	if err != nil {
		t.Fatal(err)
	}
	hub, err := session.Open(t.Context(), log, session.Options{Logger: quiet()})
	if err != nil {
		t.Fatal(err)
	}
	ana := incident.Person{Name: "ana", Key: "SHA256:ana", Rank: incident.RankManager}
	for range 2 {
		id, err := hub.Declare(t.Context(), ana, incident.Declare{Title: "Checkout is failing"})
		if err != nil {
			t.Fatal(err)
		}
		for n := range 149 {
			if _, err := hub.Do(t.Context(), ana, id, nil, incident.Say{Text: fmt.Sprintf("step %d", n)}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := hub.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	want, err = everything(t.Context(), log)
	if err != nil {
		t.Fatal(err)
	}
	if err := log.Close(); err != nil {
		t.Fatal(err)
	}
	return dir, want
}

// everything is all records of a log by stream.
func everything(ctx context.Context, log store.Log) (map[string][]store.Record, error) {
	heads, err := log.Heads(ctx, "")
	if err != nil {
		return nil, err
	}
	all := map[string][]store.Record{}
	for _, head := range heads {
		if all[head.Stream], err = log.Read(ctx, head.Stream, 0, 0); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func same(got, want map[string][]store.Record) bool {
	return maps.EqualFunc(got, want, func(a, b []store.Record) bool {
		if len(a) != len(b) {
			return false
		}
		for i := range a {
			if a[i].Header != b[i].Header || !bytes.Equal(a[i].Payload, b[i].Payload) {
				return false
			}
		}
		return true
	})
}

// structure is the places of all bytes that tell where a database's records
// stand: the headers of its pages and their arrays of cell pointers. See "The
// SQLite database file format", 1.6.
func structure(file []byte) (places []int) {
	size := int(binary.BigEndian.Uint16(file[16:]))
	for page := 0; page < len(file); page += size {
		header := page
		if page == 0 {
			header = 100
		}
		length := map[byte]int{2: 12, 5: 12, 10: 8, 13: 8}[file[header]]
		if length == 0 {
			continue // an overflow or free page
		}
		end := header + length + 2*int(binary.BigEndian.Uint16(file[header+3:]))
		for at := header; at < end; at++ {
			places = append(places, at)
		}
	}
	return places
}

// eachFlip runs check on a copy of the data folder for each of a sample of bits
// of its structure, with that bit the other way round.
func eachFlip(t *testing.T, dir string, flips int, check func(t *testing.T, dir string)) {
	t.Helper()
	file, err := os.ReadFile(filepath.Join(dir, sqlite.FileName))
	if err != nil {
		t.Fatal(err)
	}
	places := structure(file)
	bits := 8 * len(places)
	if bits < flips {
		t.Fatalf("%d bits hold the structure, want %d at least", bits, flips)
	}
	for n := range flips {
		bit := n * bits / flips
		at, mask := places[bit/8], byte(1)<<(bit%8)
		t.Run(fmt.Sprintf("byte %d bit %d", at, bit%8), func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "data")
			damaged := bytes.Clone(file)
			damaged[at] ^= mask
			if err := os.Mkdir(dir, 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, sqlite.FileName), damaged, 0o600); err != nil {
				t.Fatal(err)
			}
			check(t, dir)
		})
	}
}

func TestNoFlippedBitIsVerifiedWithFewerRecords(t *testing.T) {
	flipsAreTold(t, 600, func(t *testing.T, dir string) error { return verify(t.Context(), dir, io.Discard) })
}

func TestNoFlippedBitLetsAServerStartWithFewerRecords(t *testing.T) { flipsAreTold(t, 300, startOn) }

// flipsAreTold demands that look tells of a flipped bit wherever the records aren't
// as they were, and of some.
func flipsAreTold(t *testing.T, flips int, look func(t *testing.T, dir string) error) {
	t.Helper()
	whole, want := longRecord(t)
	if err := look(t, whole); err != nil {
		t.Fatalf("before any flip: %v", err)
	}
	told := 0
	eachFlip(t, whole, flips, func(t *testing.T, dir string) {
		if err := look(t, dir); err != nil {
			told++
			return
		}
		log, err := openToRead(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer log.Close()
		if got, err := everything(t.Context(), log); err != nil || !same(got, want) {
			t.Errorf("nothing is told, and the records aren't as they were: %v", err)
		}
	})
	if told == 0 {
		t.Error("no flip was told: this shows nothing")
	}
	t.Logf("told of %d", told)
}

// startOn is what a server does with a data folder before it opens its door, and
// the end of it.
func startOn(t *testing.T, dir string) error {
	t.Helper()
	log, err := openLog(dir)
	if err != nil {
		return err
	}
	defer log.Close()
	house, err := open(t.Context(), log, config{Data: dir, CADefaultRank: "observer"}, quiet())
	if err != nil {
		return err
	}
	return house.close()
}
