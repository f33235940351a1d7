package main

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"

	"warroom/session/incident"
)

// watchDemo is someone who looks at the demo, and finds four people at work.
func watchDemo(t *testing.T) func(context.Context, *ssh.Client, string) error {
	return func(_ context.Context, conn *ssh.Client, id string) error {
		log, err := order(conn, "timeline "+id)
		if err != nil {
			return err
		}
		for _, words := range []string{"DRILL", "vault", "SEV3 → SEV2", "kim", "noor"} {
			if !strings.Contains(log, words) {
				return fmt.Errorf("the demo shows no %q:\n%s", words, log)
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

func TestEveryLineOfTheStoryIsTaken(t *testing.T) {
	for _, b := range append(append([]beat(nil), opening...), story...) {
		if _, err := incident.ParseVerb(b.verb); err != nil {
			t.Errorf("%s: /%s: %v", b.who, b.verb, err)
		}
	}
}
