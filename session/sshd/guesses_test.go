package sshd

import (
	"context"
	"errors"
	"net"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"warroom/session"
	"warroom/session/incident"
)

var errWrong = errors.New("wrong")

func wrong() error { return errWrong }

// TestGuessesAreSlowAndANewcomerIsNotKeptOut floods the door with wrong codes from
// fifty addresses for an hour, in which someone comes with a right one.
func TestGuessesAreSlowAndANewcomerIsNotKeptOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex // guards made
		g, made := newGuesses(Limits{}.withDefaults()), make(map[string]int)
		guess := func(source string) error {
			mu.Lock()
			defer mu.Unlock()
			made[source]++
			return errWrong
		}
		ctx, stop := context.WithTimeout(t.Context(), time.Hour)
		defer stop()
		for n := range 50 {
			source := "10.0.0." + string(rune('A'+n))
			for range 4 {
				go func() {
					for errors.Is(g.try(ctx, source, func() error { return guess(source) }), errWrong) {
					}
				}()
			}
		}
		time.Sleep(30 * time.Minute) // of the bubble's clock
		began := time.Now()
		if err := g.try(ctx, "192.0.2.1", func() error { return nil }); err != nil {
			t.Fatal(err)
		}
		if waited := time.Since(began); waited > time.Minute {
			t.Errorf("a newcomer waited %v", waited)
		}
		<-ctx.Done()
		synctest.Wait()
		all := 0
		for source, n := range made {
			if all += n; n < 3600/50-5 || n > 3600/50+5 {
				t.Errorf("%s had %d guesses of an hour", source, n)
			}
		}
		if all > 3600 {
			t.Errorf("%d guesses in an hour", all)
		}
	})
}

func TestASourceThatGuessesWrongWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGuesses(Limits{}.withDefaults())
		began := time.Now()
		for range 3 {
			if err := g.try(t.Context(), "a", wrong); !errors.Is(err, errWrong) {
				t.Fatal(err)
			}
		}
		if got := time.Since(began); got != 10*time.Second {
			t.Errorf("three guesses took %v", got)
		}
		ctx, hangUp := context.WithCancel(t.Context())
		hangUp()
		tried := false
		if err := g.try(ctx, "a", func() error { tried = true; return nil }); !errors.Is(err, context.Canceled) || tried {
			t.Errorf("who hung up guessed: %v", err)
		}
		time.Sleep(5 * time.Second) // of the bubble's clock
		if err := g.try(t.Context(), "b", func() error { return nil }); err != nil || len(g.sources) != 0 {
			t.Errorf("%v, %d sources are remembered", err, len(g.sources))
		}
	})
}

// dialFrom connects from an address of this machine's own network.
func (h *house) dialFrom(addr, user string, auth ...gossh.AuthMethod) error {
	dialer := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(addr)}, Timeout: patience}
	conn, err := dialer.Dial("tcp", h.addr())
	if err != nil {
		h.t.Skip("this machine has no ", addr, ": ", err)
	}
	defer conn.Close()
	client, _, _, err := gossh.NewClientConn(conn, h.addr(), &gossh.ClientConfig{User: user, Auth: auth, HostKeyCallback: gossh.InsecureIgnoreHostKey()})
	if err == nil {
		client.Close()
	}
	return err
}

// TestWhoGuessesWrongHasNoNextGuessAtOnce tries a wrong code over raw SSH, and then
// the right one, from the same address and from another.
func TestWhoGuessesWrongHasNoNextGuessAtOnce(t *testing.T) {
	h := openHouse(t, func(c *Config) { c.Limits.CodePerSource, c.Limits.InviteCode = time.Hour, 2*time.Second })
	code, err := h.hub.People().Invite(t.Context(), session.Invite{Name: "lee", Rank: incident.RankResponder, By: "ana"})
	if err != nil {
		t.Fatal(err)
	}
	lee, words := newKey(t), make(chan string, 16)
	answer := func(code string) gossh.AuthMethod {
		return gossh.KeyboardInteractive(func(_, said string, questions []string, _ []bool) ([]string, error) {
			words <- said
			return timesOf(code, len(questions)), nil
		})
	}
	if err := h.dialFrom("127.0.0.1", "x", gossh.PublicKeys(newKey(t)), answer("0000-0000-0000")); err == nil {
		t.Fatal("a wrong code works")
	}
	if err := h.dialFrom("127.0.0.1", "x", gossh.PublicKeys(lee), answer(code)); err == nil {
		t.Error("the next guess of the address came at once")
	}
	if err := h.dialFrom("127.0.0.2", "x", gossh.PublicKeys(lee), answer(code)); err != nil {
		t.Errorf("from another address: %v", err)
	}
	close(words)
	heard := ""
	for w := range words {
		heard += w + "\n"
	}
	if !strings.Contains(heard, "mistyped, used or expired") || !strings.Contains(heard, "yours wasn't: try it again in a few minutes") {
		t.Errorf("they were told:\n%s", heard)
	}
}

// timesOf is n times the same answer.
func timesOf(answer string, n int) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = answer
	}
	return all
}
