package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"
)

// watchDemo is someone who looks at the demo, and finds four people at work.
func watchDemo(t *testing.T) func(context.Context, *ssh.Client, string) error {
	return func(_ context.Context, conn *ssh.Client, id string) error {
		for verb, all := range map[string][]string{
			"timeline ": {"DRILL", "vault", "SEV3 → SEV2", "kim", "noor"},
			"show ": {
				"SEV1, by the playbook", "ci-chat SUSPECT", "build-fleet, owners kim; sheet STALE",
				"H1 token from a public build log 80%; fix (planned", "A9 raj, acknowledged",
				"D1 waits for ana's key",
			},
			"brief ": {"OBJECTION of raj", "D1 waits for ana's key"},
		} {
			out, err := order(conn, verb+id)
			if err != nil {
				return err
			}
			for _, words := range all {
				if !strings.Contains(out, words) {
					return fmt.Errorf("%sshows no %q:\n%s", verb, words, out)
				}
			}
		}
		for _, line := range []string{"role scribe @ghost", "admit @ghost", "decide wait --by ghost", "task @ghost look"} {
			if _, err := order(conn, "do "+id+" "+line); err == nil || !strings.Contains(err.Error(), "nobody named ghost is known here") {
				return fmt.Errorf("%s isn't refused as it should: %w", line, err)
			}
		}
		show, err := order(conn, "show "+id+" --json")
		if err != nil {
			return err
		}
		for _, p := range storyPeople {
			if !strings.Contains(show, p.name) {
				t.Errorf("%s is not there: %s", p.name, show)
			}
		}
		return nil
	}
}

// TestEveryLineOfTheStoryIsTaken plays it without its pauses: a line that is
// refused would be missing from the demo.
func TestEveryLineOfTheStoryIsTaken(t *testing.T) {
	dir := ownFolder(t)
	cast, err := writeCast(dir)
	if err != nil {
		t.Fatal(err)
	}
	s := start(t, dir, config{Data: dir})
	conns := map[string]*ssh.Client{}
	for name, key := range cast {
		if conns[name], err = dial(s.addr, name, key); err != nil {
			t.Fatal(err)
		}
		defer conns[name].Close()
	}
	id, err := order(conns["ana"], "declare --drill --sev 3 "+storyTitle)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := order(conns[you], "say "+id+" I am here"); err != nil {
		t.Fatal(err)
	}
	tell(t, conns, id, slices.Concat(opening, story))
}

// tell plays beats without their pauses, and returns the number of the last
// entry.
func tell(t *testing.T, conns map[string]*ssh.Client, id string, beats []beat) string {
	t.Helper()
	last := "#1"
	for _, b := range beats {
		wrote, err := b.act(conns[b.who], id, last)
		if err != nil {
			t.Fatalf("%s: %v", b.who, err)
		}
		last = wrote
	}
	return last
}
