package sshd

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"testing"

	gossh "golang.org/x/crypto/ssh"

	"warroom/session/exec"
	"warroom/session/incident"
)

// longRecord declares an incident with more entries and things than a client that
// stops reading is sent.
func (h *house) longRecord() incident.ID {
	h.t.Helper()
	id := h.declare("secrets read")
	ana := incident.Person{Name: "ana", Rank: incident.RankManager, Key: "SHA256:ana", Proof: "keys file"}
	do := func(c incident.Command) {
		if _, err := h.hub.Do(h.t.Context(), ana, id, nil, c); err != nil {
			h.t.Fatal(err)
		}
	}
	long := strings.Repeat("x", 4000)
	for n := range 900 {
		do(incident.Say{Text: fmt.Sprintf("line %d %s", n, long)})
	}
	do(incident.Say{Text: "line last secret-word"}) // #902
	for n := 0; n < 2500; n += incident.MaxImport {
		c := incident.ImportAssets{From: "csv"}
		for i := n; i < n+incident.MaxImport; i++ {
			c.Items = append(c.Items, incident.NameAsset{Value: fmt.Sprintf("host-%d.example.org", i), IOC: true, Why: long[:1200]})
		}
		do(c)
	}
	do(incident.NameAsset{Value: "last.example.net", IOC: true, Why: "secret-word"}) // #908
	return id
}

// slowly runs a line, reads one byte of its output, and then what is left of it
// once meanwhile has been done.
func slowly(t *testing.T, client *gossh.Client, line string, meanwhile func()) (out string, err error) {
	t.Helper()
	s, err := client.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	pipe, err := s.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Start(line); err != nil {
		t.Fatal(err)
	}
	r := bufio.NewReaderSize(pipe, 16)
	if _, err := r.ReadByte(); err != nil {
		t.Fatal(err)
	}
	meanwhile()
	rest, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(rest), s.Wait()
}

// reasons is a format of why things are on a shelf.
func reasons() map[string]exec.Format {
	return map[string]exec.Format{"csv": {Write: func(w io.Writer, _ incident.View, assets iter.Seq[*incident.Asset]) error {
		for a := range assets {
			if _, err := fmt.Fprintln(w, a.Value, a.Why); err != nil {
				return err
			}
		}
		return nil
	}}}
}

var longVerbs = []string{"timeline INC-1 --kind said", "timeline INC-1 --json", "timeline INC-1 --json --as-of -0s", "search INC-1 ana", "show INC-1 --json", "iocs INC-1"}

func TestASlowReaderIsToldNothingOnceTheyAreOut(t *testing.T) {
	for _, line := range append(longVerbs, "watch INC-1 --since 1") {
		t.Run(line, func(t *testing.T) {
			h := openHouseWith(t, behind{hub: unhurried(), commands: exec.Config{Formats: reasons()}}, nil)
			h.longRecord()
			out, err := slowly(t, h.as("kim"), line, func() {
				if a := h.run("ana", "do INC-1 remove @kim out"); a.code != exitDone {
					t.Fatalf("%+v", a)
				}
			})
			var exit *gossh.ExitError
			if !errors.As(err, &exit) || exit.ExitStatus() == exitDone {
				t.Errorf("it ends with %v", err)
			}
			if strings.Contains(out, "secret-word") {
				t.Error("they are told all the rest")
			}
		})
	}
}

func TestASlowReaderIsToldNothingThatWasLabelledMeanwhile(t *testing.T) {
	for _, line := range longVerbs {
		t.Run(line, func(t *testing.T) {
			h := openHouseWith(t, behind{hub: unhurried(), commands: exec.Config{Formats: reasons()}}, nil)
			h.longRecord()
			out, err := slowly(t, h.as("kim"), line, func() {
				for _, n := range []int{902, 908} {
					if a := h.run("ana", fmt.Sprintf("do INC-1 tlp #%d RED", n)); a.code != exitDone {
						t.Fatalf("%+v", a)
					}
				}
			})
			if err != nil {
				t.Errorf("it ends with %v", err)
			}
			if strings.Contains(out, "secret-word") {
				t.Error("they are told what was labelled")
			}
		})
	}
}
