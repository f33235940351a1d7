package main

import (
	"bytes"
	"cmp"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
)

// procedure is one line of the procedure, and steps that carry it out, each on
// a line of its own:
//
//	who /verb …             what a person types at the prompt
//	who verb …              what they ask over exec; an incident's ID is added
//	who … => WORDS          the answer has these words
//	who … =/> WORDS         the answer doesn't have them
//	who … !> WORDS          it is refused, with these words
//
// Each has an incident of its own, which ana declares as DECLARED, SEV2 where
// that is empty.
type procedure struct {
	line     string
	declared string
	steps    string
}

// The two systems of the house: one whose sheet was reviewed, and one whose
// sheet nobody has looked at for years.
const (
	freshSheet = `name: payments-api
title: Takes card payments for the shop
architecture: Three nodes behind the edge proxy
classification: confidential
components: [api, worker]
owners: [kim]
contacts:
  - {name: Vault Ltd, for: card vault, reach: support@vault.example}
rto: 1h
rpo: 5m
targets: [availability >= 99.5 %, p99-latency <= 300 ms]
reviewed: REVIEWED
review_every: 90d
`
	staleSheet = `name: orders-db
owners: [lee]
reviewed: 2020-01-01
review_every: 180d
`
)

// equipped is a server with the two sheets, and acts that take two keys.
func equipped(t *testing.T, twoKeys ...string) *served {
	t.Helper()
	dir := t.TempDir()
	data := filepath.Join(dir, "data")
	yesterday := time.Now().UTC().AddDate(0, 0, -1).Format(time.DateOnly)
	put(t, filepath.Join(data, "systems", "payments-api.yaml"), strings.Replace(freshSheet, "REVIEWED", yesterday, 1))
	put(t, filepath.Join(data, "systems", "orders-db.yaml"), staleSheet)
	return servingIn(t, dir, config{Data: data, TwoKeys: twoKeys})
}

func TestEveryLineOfTheProcedureIsCarried(t *testing.T) {
	w := equipped(t, "eject").wired()
	for _, p := range slices.Concat(triageLines, sizeUpLines, decideLines, recoverLines, closeLines) {
		t.Run(p.line, func(t *testing.T) {
			on := w.on(t)
			id := strings.TrimSpace(on.ask("ana", "declare "+cmp.Or(p.declared, "--sev 2 Secrets were read")).out)
			for step := range strings.SplitSeq(strings.TrimSpace(p.steps), "\n") {
				on.step(id, strings.TrimSpace(step))
			}
		})
	}
}

// wired is a server with a connection of each person kept open, so that a verb
// doesn't cost a login.
type wired struct {
	t     *testing.T
	conns map[string]*ssh.Client
}

// wired connects everyone.
func (s *served) wired() *wired {
	s.t.Helper()
	w := &wired{t: s.t, conns: map[string]*ssh.Client{}}
	for name := range people {
		file, err := os.ReadFile(filepath.Join(s.dir, name))
		if err != nil {
			s.t.Fatal(err)
		}
		key, err := ssh.ParsePrivateKey(file)
		if err != nil {
			s.t.Fatal(err)
		}
		conn, err := dial(s.addr, name, key)
		if err != nil {
			s.t.Fatal(err)
		}
		s.t.Cleanup(func() { _ = conn.Close() })
		w.conns[name] = conn
	}
	return w
}

// on is w for a subtest.
func (w *wired) on(t *testing.T) *wired { return &wired{t, w.conns} }

// ask runs one verb as somebody.
func (w *wired) ask(who, verb string) answer {
	w.t.Helper()
	conn, known := w.conns[who]
	if !known {
		w.t.Fatalf("nobody is named %q", who)
	}
	s, err := conn.NewSession()
	if err != nil {
		w.t.Fatalf("%s: %s: %v", who, verb, err)
	}
	defer s.Close()
	var out, words bytes.Buffer
	s.Stdout, s.Stderr = &out, &words
	err = s.Run(verb)
	var exit *ssh.ExitError
	switch {
	case err == nil:
		return answer{out.String(), words.String(), 0}
	case errors.As(err, &exit):
		return answer{out.String(), words.String(), exit.ExitStatus()}
	}
	w.t.Fatalf("%s: %s: %v", who, verb, err)
	return answer{}
}

// step carries out one line of steps, and checks what it says of the answer.
func (w *wired) step(id, line string) {
	w.t.Helper()
	asked, want, sign := line, "", ""
	for _, s := range []string{" => ", " =/> ", " !> "} {
		if left, right, found := strings.Cut(line, s); found {
			asked, want, sign = left, right, strings.TrimSpace(s)
		}
	}
	who, verb, _ := strings.Cut(asked, " ")
	a := w.ask(who, verbOn(id, strings.TrimSpace(verb)))
	want = strings.ReplaceAll(want, "ID", id)
	text, good := a.out, a.code == 0
	switch sign {
	case "=>":
		good = good && strings.Contains(text, want)
	case "=/>":
		good = good && !strings.Contains(text, want)
	case "!>":
		text = a.words
		good = a.code != 0 && strings.Contains(text, want)
	}
	if !good {
		w.t.Fatalf("%s\nexit %d\n%s%s", line, a.code, a.out, a.words)
	}
}

// verbOn is a step's verb as exec takes it.
func verbOn(id, verb string) string {
	if typed, ok := strings.CutPrefix(verb, "/"); ok {
		return "do " + id + " " + typed
	}
	name, rest, _ := strings.Cut(verb, " ")
	if name == "list" {
		return verb
	}
	return strings.TrimSpace(name + " " + id + " " + rest)
}
