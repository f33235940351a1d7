package sshd

import (
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"strings"
	"testing"

	"warroom/session/exec"
	"warroom/session/incident"
)

// respond plays a response to INC-1, each line "who verb".
func respond(t *testing.T, h *house, lines ...string) {
	t.Helper()
	for _, line := range lines {
		who, verb, _ := strings.Cut(line, " ")
		if a := h.run(who, "do INC-1 "+verb); a.code != exitDone {
			t.Fatalf("%s: %+v", line, a)
		}
	}
}

func TestShowTellsTheResponse(t *testing.T) {
	h := openHouse(t, nil)
	h.declare("secrets read")
	respond(t, h,
		"kim cia C=high I=low? U=high secrets were read",
		"kim vector stolen CI token 70% T1552.001", "kim fix H1 revoke it", "kim fallback H1 rebuild the runners",
		"ana task @kim 15m isolate bld-07", "kim propose cut the subnet off", "ana object P1 loses the memory image",
		"kim decide wait for the image --by ana", "ana mode async", "kim channel slack suspect the token was in it",
		"kim change blocked the role -- unblock it", "kim ioc evil[.]example[.]com", "ana stream forensics closed @ana",
		"ana in forensics note the image shows a second key", "kim affects payments-api unlisted", "ana handover @kim scribe", "kim state degraded slow",
	)
	a := h.run("kim", "show INC-1")
	for _, want := range []string{
		"confidentiality high, integrity low?, availability unknown; urgency high",
		"H1 stolen CI token 70%; fix: revoke it; fallback: rebuild the runners", "A1 kim, open, due ", ": isolate bld-07",
		"P1 by kim: cut the subnet off", "objection of ana at ", ": loses the memory image", "D1 waits for ana's key: wait for the image",
		"slack SUSPECT: the token was in it",
	} {
		if !strings.Contains(a.out, want) {
			t.Errorf("show lacks %q:\n%s", want, a.out)
		}
	}
	var got map[string]any
	if err := json.Unmarshal([]byte(h.run("kim", "show INC-1 --json").out), &got); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"impact.confidentiality": "high", "impact.integrity": "low?", "urgency": "high", "hypotheses.0.techniques.0": "T1552.001",
		"hypotheses.0.fallback": "rebuild the runners", "tasks.0.holder": "kim", "tasks.0.state": "open",
		"proposals.0.objections.0.by": "ana", "decisions.0.state": "pending", "decisions.0.accountable": "ana", "changes.0.undo": "unblock it",
		"mode.kind": "async", "offers.scribe": "kim", "channels.0.trust": "suspect", "assets.0.value": "evil.example.com", "systems.0.sheet.name": "payments-api",
		"standings.0.to": "degraded", "outstanding.0.ref": "A1", "metrics.ttr": "<nil>", "scope": "open", "impacts.0.why": "secrets were read",
	} {
		if value := fmt.Sprint(at(got, path)); value != want {
			t.Errorf("%s is %s, want %s", path, value, want)
		}
	}
	if streams := at(got, "streams"); len(streams.([]any)) != 1 {
		t.Errorf("kim sees the streams %v", streams)
	}
	for _, verb := range []string{"timeline INC-1", "timeline INC-1 --json", "search INC-1 second key"} {
		if a := h.run("kim", verb); strings.Contains(a.out, "second key") {
			t.Errorf("%s tells of a closed stream:\n%s", verb, a.out)
		}
	}
}

// at is what stands at a path of keys and places.
func at(v any, path string) any {
	for _, key := range strings.Split(path, ".") {
		switch inner := v.(type) {
		case map[string]any:
			v = inner[key]
		case []any:
			var i int
			if _, err := fmt.Sscan(key, &i); err != nil || i >= len(inner) {
				return nil
			}
			v = inner[i]
		default:
			return nil
		}
	}
	return v
}

func TestARoleIsTakenWithTheBriefBeforeOnesEyes(t *testing.T) {
	h := openHouse(t, nil)
	h.declare("secrets read")
	respond(t, h, "kim finding the token was minted by CI", "ana handover @kim")
	a := h.run("kim", "do INC-1 take")
	if a.code != exitDone || !strings.Contains(a.words, "the token was minted by CI") || !strings.Contains(a.out, "took manager from ana") {
		t.Errorf("%+v", a)
	}
}

func TestIndicatorsLeaveAndComeInByAPipe(t *testing.T) {
	formats := map[string]exec.Format{"csv": {
		Write: func(w io.Writer, _ incident.View, assets iter.Seq[*incident.Asset]) error {
			for a := range assets {
				fmt.Fprintln(w, a.Value)
			}
			return nil
		},
		Read: func(r io.Reader) (list exec.Reading, err error) {
			data, err := io.ReadAll(r)
			for _, value := range strings.Fields(string(data)) {
				if value == "bad" {
					list.Left = append(list.Left, "line 3: bad")
					continue
				}
				if err := take(&list, value); err != nil {
					return list, err
				}
			}
			return list, err
		},
	}}
	h := openHouseWith(t, behind{commands: exec.Config{Formats: formats}}, nil)
	h.declare("secrets read")
	a := h.runWith("kim", "iocs INC-1 --import", "evil[.]com\n192.0.2.7\nbad\n")
	if a.code != exitRefused || !strings.Contains(a.out, "imported 2 things from csv: taken 2, left 1") || a.words != "not taken: line 3: bad\ntaken 2, left 1\n" {
		t.Errorf("%+v", a)
	}
	for _, c := range []struct {
		line, in, out, words string
		code                 int
	}{
		{"iocs INC-1 --import --dry-run", "dry[.]example bad", "IOC domain dry[.]example\n", "not taken: line 3: bad\nwould take 1, leave 1; nothing was kept (--dry-run)\n", exitRefused},
		{"iocs INC-1 --import --dry-run --lenient", "dry[.]example bad", "IOC domain dry[.]example\n", "not taken: line 3: bad\nwould take 1, leave 1; nothing was kept (--dry-run)\n", exitDone},
		{"iocs INC-1 --dry-run", "", "", "--dry-run belongs to --import", exitUsage},
		{"iocs INC-1", "", "evil.com\n192.0.2.7\n", "", exitDone},
		{"iocs INC-1 --import --lenient", "lenient[.]example bad", "imported 1 thing from csv: taken 1, left 1", "not taken: line 3: bad\ntaken 1, left 1\n", exitDone},
		{"iocs INC-1 --import", "whole[.]example", "imported 1 thing from csv: taken 1, left 0", "taken 1, left 0\n", exitDone},
		{"do INC-1 note 2001[:]DB8[:]0[:]0[:]0[:]0[:]0[:]7 called HXXPS://Beacon[.]Example/a", "", "note", "", exitDone},
		{"search INC-1 hxxps://WHOLE[.]example/", "", "imported 1 thing from csv", "", exitDone},
		{"search INC-1 2001:db8::7", "", "called HXXPS", "", exitDone},
		{"search INC-1 http://beacon.example/A", "", "called HXXPS", "", exitDone},
	} {
		if a := h.runWith("kim", c.line, c.in); a.code != c.code || !strings.Contains(a.out, c.out) || !strings.Contains(a.words, c.words) {
			t.Errorf("%s: %+v", c.line, a)
		}
	}
	if a := h.run("cy", "iocs INC-1"); a.out != "evil.com\n192.0.2.7\nlenient.example\nwhole.example\n" {
		t.Errorf("%+v", a)
	}
	for _, c := range []struct {
		who, line, in string
		code          int
		words         string
	}{
		{"kim", "iocs INC-1 --import", "evil.com", exitRefused, "known already"},
		{"kim", "iocs INC-1 --import", "bad", exitRefused, "nothing in the list could be taken"},
		{"cy", "iocs INC-1 --import", "new.example", exitRefused, "observers can read"},
		{"kim", "iocs INC-1 --format xml", "", exitUsage, "use csv"},
		{"kim", "iocs INC-9", "", exitNotFound, ""},
		{"kim", "iocs", "", exitUsage, "usage: iocs"},
	} {
		if a := h.runWith(c.who, c.line, c.in); a.code != c.code || !strings.Contains(a.words, c.words) {
			t.Errorf("%s: %s: %+v", c.who, c.line, a)
		}
	}
}
