package exec

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"warroom/session/incident"
)

// TestShowInWordsHasAllThatItsJSONHas walks every value of show --json, and looks for it in
// the words.
func TestShowInWordsHasAllThatItsJSONHas(t *testing.T) {
	c := open(t)
	for _, line := range richLines {
		if _, err := c.runs(t, incident.RankManager, line, ""); err != nil {
			t.Logf("%s: %v", line, err) // what a playbook would have asked is no matter here
		}
	}
	for _, rank := range []incident.Rank{incident.RankManager, incident.RankResponder, incident.RankObserver} {
		words, err := c.runs(t, rank, "show INC-1", "")
		if err != nil {
			t.Fatal(err)
		}
		doc, err := c.runs(t, rank, "show INC-1 --json", "")
		if err != nil {
			t.Fatal(err)
		}
		demandAll(t, words, doc)
	}
}

// richLines have something for each part.
var richLines = []string{
	"declare --sev 2 db down", "do INC-1 cia C=high I=low? U=high secrets were read", "do INC-1 vector stolen CI token 70% T1552.001 T1003",
	"do INC-1 fix H1 revoke it, then wait", "do INC-1 fallback H1 rebuild the runners", "do INC-1 task @kim 15m isolate bld-07",
	"do INC-1 task scribe 30m write it down", "do INC-1 task @ana 45m image bld-08", "do INC-1 task manager 50m call the vendor", "do INC-1 done A1 it is off the net", "do INC-1 propose cut the subnet off",
	"do INC-1 object P1 loses the memory image", "do INC-1 decide wait for the image", "do INC-1 tradeoff RTO farm: 4h -> 24h because it is rebuilt",
	"do INC-1 mode bridge https://meet.example/1", "do INC-1 channel slack suspect the token was in it", "do INC-1 change blocked the role -- unblock it",
	"do INC-1 ioc evil[.]example[.]com compromised it called home", "do INC-1 asset bld-07 host cleared", "do INC-1 stream forensics open @manager",
	"do INC-1 handover @kim scribe", "do INC-1 admit @lee", "do INC-1 finding the token leaked", "do INC-1 star 5", "do INC-1 fact -20m first read",
	"say INC-1 @responder look at #3", "do INC-1 phase containment", "do INC-1 affects farm unlisted",
}

// demandAll looks in words for each value of a document, in the order of its parts.
func demandAll(t *testing.T, words, doc string) {
	t.Helper()
	in := json.NewDecoder(strings.NewReader(doc))
	in.UseNumber()
	var all map[string]any
	if err := in.Decode(&all); err != nil {
		t.Fatal(err)
	}
	values := 0
	for _, key := range slices.Sorted(maps.Keys(all)) {
		for path, text := range leaves(key, all[key]) {
			values++
			if strings.HasPrefix(path, "due_next.") && strings.HasSuffix(path, ".text") {
				whose, what, _ := strings.Cut(text, ", ") // the reader's own is told with what is theirs
				if saidSomewhere(words, whose) && saidSomewhere(words, what) {
					continue
				}
			}
			if other, is := inOtherWords[key+"."+path[strings.LastIndexByte(path, '.')+1:]]; is {
				text = other
			}
			if !saidSomewhere(words, text) {
				t.Errorf("show lacks %s, %q:\n%s", path, text, words)
			}
		}
	}
	if values < 100 {
		t.Errorf("only %d values were looked for:\n%s", values, doc)
	}
}

// inOtherWords has what show says in place of a value, by the key of its list and its own.
var inOtherWords = map[string]string{
	"decisions.go": "holds", "systems.unlisted": "it has no sheet", "checks.met": "done", "gate.met": "done", "system_states.down_seconds": "down for",
	"metrics.ttd": "time to detect (TTD)", "metrics.tta": "time to acknowledge (TTA)",
	"metrics.ttc": "time to contain (TTC)", "metrics.ttr": "time to recover (TTR)",
}

// saidSomewhere also takes an indicator in the form in which nobody opens it by mistake.
func saidSomewhere(words, text string) bool {
	words, text = strings.ToLower(words), strings.ToLower(text) // SUSPECT, IOC
	return strings.Contains(words, text) || strings.Contains(words, strings.ReplaceAll(text, ".", "[.]"))
}

// leaves returns the values below a value of JSON as words have them, by their paths.
func leaves(path string, v any) map[string]string {
	all := map[string]string{}
	switch v := v.(type) {
	case map[string]any:
		for key, inner := range v {
			maps.Copy(all, leaves(path+"."+key, inner))
		}
	case []any:
		for i, inner := range v {
			maps.Copy(all, leaves(fmt.Sprintf("%s.%d", path, i), inner))
		}
	case string:
		if at, err := time.Parse(time.RFC3339Nano, v); err == nil {
			if !at.IsZero() {
				all[path] = stamp(at)
			}
		} else if v != "" {
			all[path] = incident.CleanLine(v)
		}
	case json.Number:
		if v != "0" {
			all[path] = v.String()
		}
	case bool:
		if v {
			all[path] = keyWords(path[strings.LastIndexByte(path, '.')+1:])
		}
	}
	return all
}

// TestShowTellsItsPartsInTheOrderOfItsJSON compares where each part begins.
func TestShowTellsItsPartsInTheOrderOfItsJSON(t *testing.T) {
	c := open(t)
	for _, line := range []string{"declare db down", "do INC-1 task @kim x", "do INC-1 propose y", "do INC-1 change z", "do INC-1 finding f", "do INC-1 plan wait until 2h"} {
		if _, err := c.runs(t, incident.RankManager, line, ""); err != nil {
			t.Fatal(err)
		}
	}
	words, _ := c.runs(t, incident.RankManager, "show INC-1", "")
	doc, _ := c.runs(t, incident.RankManager, "show INC-1 --json", "")
	if !strings.Contains(words, "entry #") || strings.Contains(words, " seq ") {
		t.Errorf("an entry isn't named as one:\n%s", words)
	}
	last, lastKey := -1, -1
	for _, part := range [][2]string{{"incident ", `"id":`}, {"severity ", `"severity":`}, {"status ", `"phase":`}, {"changes of", `"changes":`}, {"roles ", `"roles":`}, {"proposals\n", `"proposals":`}, {"tasks\n", `"tasks":`}, {"findings\n", `"findings":`}, {"entries ", `"last_seq":`}} {
		at, key := strings.Index(words, part[0]), strings.Index(doc, part[1])
		if at <= last || key <= lastKey {
			t.Errorf("%q stands at %d behind %d, its key at %d behind %d", part[0], at, last, key, lastKey)
		}
		last, lastKey = at, key
	}
}

// TestWordsReplaceTags has brief, show and timeline asked for whole words, by the flag and by who
// reads.
func TestWordsReplaceTags(t *testing.T) {
	c := open(t)
	for _, line := range []string{"declare db down", "do INC-1 sev 1 secrets read", "do INC-1 cia I=low?"} {
		if _, err := c.runs(t, incident.RankManager, line, ""); err != nil {
			t.Fatal(err)
		}
	}
	plain, err := c.runs(t, incident.RankObserver, "brief INC-1", "")
	if err != nil || !strings.Contains(plain, "TLP:AMBER") {
		t.Errorf("%v\n%s", err, plain)
	}
	for _, r := range []Request{
		{Line: "brief INC-1 --words"}, {Line: "brief INC-1", Words: true}, {Line: "show INC-1 --words"}, {Line: "show INC-1", Words: true},
	} {
		var out strings.Builder
		r.Person, r.Out, r.Stderr = incident.Person{Name: "cy", Rank: incident.RankObserver, Key: "SHA256:cy"}, &out, &out
		r.Guard = func(_ string, f func()) { f() }
		if err := c.Run(t.Context(), r); err != nil {
			t.Fatal(err)
		}
		for _, sign := range []string{"TLP:", "#", "→", "?", "["} {
			if strings.Contains(out.String(), sign) {
				t.Errorf("%+v has %q:\n%s", r.Line, sign, &out)
			}
		}
		if !strings.Contains(out.String(), "TLP amber") || !strings.Contains(out.String(), "low, a guess") {
			t.Errorf("%s", &out)
		}
	}
}

// TestTheTimelineIsReadInWords has whole words in place of tags and signs.
func TestTheTimelineIsReadInWords(t *testing.T) {
	c := open(t)
	for _, line := range []string{"declare db down", "do INC-1 sev 1 secrets read"} {
		if _, err := c.runs(t, incident.RankManager, line, ""); err != nil {
			t.Fatal(err)
		}
	}
	out, err := c.runs(t, incident.RankObserver, "timeline INC-1 --words", "")
	if err != nil || strings.ContainsAny(out, "#→") || !strings.Contains(out, "secrets read") {
		t.Errorf("%v\n%s", err, out)
	}
}
