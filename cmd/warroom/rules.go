package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"warroom/session/incident"
	"warroom/session/playbook"
	"warroom/session/sshd"
	"warroom/store/files"
)

// readActs takes apart acts that have commas between them.
func readActs(settings []string) (acts []string, err error) {
	for act := range strings.SplitSeq(strings.Join(settings, ","), ",") {
		if act = strings.TrimSpace(act); act != "" {
			acts = append(acts, act)
		}
	}
	if _, err := incident.ParseTwoKeys(acts); err != nil {
		return nil, usage("two-keys: %w", err)
	}
	return acts, nil
}

// houseFiles are where the playbook and the sheets stand. Those that were named
// must be there.
func (c *config) houseFiles() playbook.Files {
	f := playbook.Files{Playbook: c.Playbook, Systems: c.Systems, Own: true}
	if f.Playbook == "" {
		f.Playbook = filepath.Join(c.Data, "playbook.yaml")
	} else {
		f.Must = append(f.Must, f.Playbook)
	}
	if f.Systems == "" {
		f.Systems = filepath.Join(c.Data, "systems")
	} else {
		f.Must = append(f.Must, f.Systems)
	}
	return f
}

// library reads what the house lays down.
func (c *config) library() *playbook.Library {
	return playbook.Open(c.houseFiles(), c.TwoKeys, time.Now)
}

// briefOf is one sentence about what is wrong with the files of keys and with
// those of the house: who gets in comes first.
func briefOf(library *playbook.Library, door *sshd.Door) string {
	if door == nil || len(door.Faults()) == 0 {
		return library.Brief()
	}
	return playbook.Brief(append(door.Faults(), library.Faults()...))
}

// logFaults says what is wrong with the files of the house after a change.
func (h *house) logFaults(faults []files.Fault) {
	for _, f := range faults {
		h.logger.Error("a file is broken", "fault", f.String(), "instead", f.Instead)
	}
	h.logger.Info("read the playbook and the sheets again", "faults", len(faults))
}

// tellFaults says at the start what is wrong with the files of the house.
func tellFaults(words io.Writer, faults []files.Fault) {
	for _, f := range faults {
		fmt.Fprintf(words, "BROKEN   %s\n", f)
		if f.Instead != "" {
			fmt.Fprintf(words, "         %s\n", f.Instead)
		}
	}
	if len(faults) > 0 {
		fmt.Fprintln(words, `the war room opens all the same; mend the file, and "warroom check" with the same flags reads it before the server does`)
	}
}
