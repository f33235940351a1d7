package sshd

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"runtime"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"warroom/session/exec"
	"warroom/session/incident"
)

// listing reads and writes values, one a line.
func listing() map[string]exec.Format {
	return map[string]exec.Format{"csv": {
		Write: func(w io.Writer, _ incident.View, assets iter.Seq[*incident.Asset]) error {
			for a := range assets {
				if _, err := fmt.Fprintln(w, a.Value); err != nil {
					return err
				}
			}
			return nil
		},
		Read: func(r io.Reader) (list exec.Reading, err error) {
			data, err := io.ReadAll(r)
			for _, value := range strings.Fields(string(data)) {
				if err := take(&list, value); err != nil {
					return list, err
				}
			}
			return list, err
		},
	}}
}

// take adds an indicator to a list that is read.
func take(list *exec.Reading, value string) error {
	item, err := incident.NameAsset{Value: value, IOC: true}.Settled()
	if err != nil {
		return err
	}
	if list.Taken%incident.MaxImport == 0 {
		list.Parts = append(list.Parts, nil)
	}
	last := &list.Parts[len(list.Parts)-1]
	*last, list.Taken = append(*last, item), list.Taken+1
	return nil
}

// TestWhoMayNotWriteIsRefusedBeforeTheirPipeIsRead: the pipes here have no end.
func TestWhoMayNotWriteIsRefusedBeforeTheirPipeIsRead(t *testing.T) {
	h := openHouseWith(t, behind{commands: exec.Config{Formats: listing()}}, nil)
	h.declare("secrets read")
	h.declare("over")
	if a := h.run("ana", "do INC-2 close benign the same alert"); a.code != exitDone {
		t.Fatalf("%+v", a)
	}
	for _, c := range []struct {
		who, line string
		code      int
		words     string
	}{
		{"cy", "iocs INC-1 --import", exitRefused, "observers can read, not write"},
		{"cy", "say INC-1 -", exitRefused, "observers can read, not write"},
		{"kim", "iocs INC-2 --import", exitRefused, "INC-2 is closed"},
		{"kim", "iocs INC-9 --import", exitNotFound, "no such incident"},
		{"kim", "say INC-9 -", exitNotFound, "no such incident"},
		{"kim", "do INC-9 fact -", exitNotFound, "no such incident"},
	} {
		answers := make(chan answer, 1)
		go func() { answers <- h.runEndless(c.who, c.line) }()
		if a := within(t, "a refusal of "+c.line, answers); a.code != c.code || !strings.Contains(a.words, c.words) {
			t.Errorf("%s: %s: %+v", c.who, c.line, a)
		}
	}
}

// runEndless runs a verb with a pipe that never gives anything.
func (h *house) runEndless(name, line string) answer {
	client := h.as(name)
	defer client.Close()
	s, err := client.NewSession()
	if err != nil {
		return answer{words: err.Error()}
	}
	if _, err := s.StdinPipe(); err != nil {
		return answer{words: err.Error()}
	}
	var out, words strings.Builder
	s.Stdout, s.Stderr = &out, &words
	a, exit := answer{}, (*gossh.ExitError)(nil)
	if errors.As(s.Run(line), &exit) {
		a.code = exit.ExitStatus()
	}
	a.out, a.words = out.String(), words.String()
	return a
}

func TestAListThatStopsComingHoldsNobodyUp(t *testing.T) {
	h := openHouseWith(t, behind{commands: exec.Config{
		Formats: listing(), Limits: exec.Limits{Pause: 200 * time.Millisecond, AtLarge: 1},
	}}, nil)
	h.declare("secrets read")
	stalled := make(chan answer, 1)
	go func() { stalled <- h.runEndless("kim", "iocs INC-1 --import") }()
	others := make(chan answer, 1)
	go func() { others <- h.runWith("ana", "iocs INC-1 --import", "evil.example\n") }()
	if a := within(t, "ana's turn", others); a.code != exitDone {
		t.Errorf("%+v", a)
	}
	if a := within(t, "kim's end", stalled); a.code != exitRefused || !strings.Contains(a.words, "nothing more came") {
		t.Errorf("%+v", a)
	}
}

func TestReadingALongShelfTakesLittleMemory(t *testing.T) {
	const many, most = 100_000, 12 << 20
	h := openHouseWith(t, behind{hub: unhurried(), commands: exec.Config{Formats: listing()}}, nil)
	id := h.declare("secrets read")
	ana := incident.Person{Name: "ana", Rank: incident.RankManager, Key: "SHA256:ana", Proof: "keys file"}
	for at := 0; at < many; at += incident.MaxImport {
		c := incident.ImportAssets{From: "csv"}
		for i := at; i < at+incident.MaxImport; i++ {
			c.Items = append(c.Items, incident.NameAsset{Value: fmt.Sprintf("10.%d.%d.%d", i>>16, i>>8&255, i&255), IOC: true})
		}
		if _, err := h.hub.Do(t.Context(), ana, id, nil, c); err != nil {
			t.Fatal(err)
		}
	}
	client := h.as("cy")
	for _, line := range []string{"show INC-1 --json", "iocs INC-1", "timeline INC-1 --json", "watch INC-1 --json"} {
		s, err := client.NewSession()
		if err != nil {
			t.Fatal(err)
		}
		out, err := s.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		before := heapInUse()
		if err := s.Start(line); err != nil {
			t.Fatal(err)
		}
		var top uint64
		read := 0
		for p := make([]byte, 2<<20); read < many*60; { // watch has no end
			n, err := io.ReadFull(out, p)
			read += n
			top = max(top, heapInUse())
			if err != nil {
				break
			}
		}
		_ = s.Close()
		t.Logf("%s: %d KiB read, %d KiB more in use at most", line, read>>10, (max(top, before)-before)>>10)
		if top > before+most {
			t.Errorf("%s: %d KiB more in use, at most %d may be", line, (top-before)>>10, most>>10)
		}
	}
}

func heapInUse() uint64 {
	var stats runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc
}

// TestListsOfShortThingsAreCountedAsWhatTheyTake: each thing takes memory beside
// its own bytes.
func TestListsOfShortThingsAreCountedAsWhatTheyTake(t *testing.T) {
	h := openHouseWith(t, behind{commands: exec.Config{Formats: listing()}}, nil)
	h.declare("secrets read")
	var a answer
	taken := 0
	for n := 0; n < 10; n++ {
		var list strings.Builder
		for i := range 10_000 {
			fmt.Fprintf(&list, "10.%d.%d.%d\n", n, i>>8, i&255)
		}
		if a = h.runWith("kim", "iocs INC-1 --import", list.String()); a.code != exitDone {
			break
		}
		taken++
	}
	if taken < 2 || taken > 4 || !strings.Contains(a.words, "send this one again in") {
		t.Errorf("%d lists of 10,000 are taken, then %+v", taken, a)
	}
}
