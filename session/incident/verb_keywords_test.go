package incident

import (
	"bufio"
	"errors"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

// keywordPlaces are the places where a keyword may stand and a text may, too: what stands
// before the word, what behind it, and the keywords.
var keywordPlaces = []struct {
	before, behind string
	words          []string
	text           func(Command) string // the free text that holds the word where it is one
}{
	{"vector H2 ", " #22 on leave", []string{"possible", "confirmed", "ruled-out"}, func(c Command) string { return c.(changeHypothesis).Text }},
	{"in forensics ", " seen", sortWords, func(c Command) string { return c.(SayIn).Text }},
	{"close benign ", " enough", overrideWords, func(c Command) string { return c.(closeIncident).Result }},
	{"phase recovery ", " enough", overrideWords, func(c Command) string { return c.(setPhase).Why }},
	{"gate privacy-kept #2 ", " is next", gateWords, func(c Command) string { return c.(answerGate).Note }},
	{"task @kim ", " P2 image the disk", afterWords, func(c Command) string { return c.(giveTask).Text }},
	{"tradeoff RTO db: 1h -> 6h ", " 18:00", untilWords, func(c Command) string { return c.(setTradeOff).New }},
	{"ioc 192.0.2.7 ", " seen", wordsBehind(true, false), func(c Command) string { return c.(NameAsset).Why }},
	{"asset bld-07 ", " seen", wordsBehind(false, false), func(c Command) string { return c.(NameAsset).Why }},
	{"tradeoff RTO db: 1h -> 6h ", " it is slow", becauseWords, func(c Command) string { return c.(setTradeOff).New }},
	{"hunt Q1 ", " #22 other vaults", huntAsks, func(c Command) string { return c.(openHunt).Question }},
	{"fix H1 ", " on a copy", slices.Concat(fixWords, untilWords), func(c Command) string { return c.(setFix).Text }},
	{"split #4 ", " 2 token", []string{splitSeverity}, func(c Command) string { return c.(splitOff).Title }},
	{"close duplicate INC-3 ", " same alert", dropWords, func(c Command) string { return c.(closeIncident).Result }},
	{"gate failover-tried ", " D1 why", gateEnds, func(c Command) string { return c.(answerGate).Note }},
}

// neighbours are the words within so many edits of a word, by one letter that no keyword has.
func neighbours(word string, edits int) []string {
	near := map[string]bool{word: true}
	for range edits {
		for w := range maps.Clone(near) {
			for i := range len(w) + 1 {
				near[w[:i]+"z"+w[i:]] = true
				if i < len(w) {
					near[w[:i]+w[i+1:]] = true
					near[w[:i]+"z"+w[i+1:]] = true
				}
				if i+1 < len(w) {
					near[w[:i]+w[i+1:i+2]+w[i:i+1]+w[i+2:]] = true
				}
			}
		}
	}
	delete(near, word)
	var all []string
	for w := range near {
		all = append(all, w)
	}
	slices.Sort(all)
	return all
}

// TestAMisspeltKeywordIsAskedAbout puts each neighbour of each keyword in its place: it is
// asked about, and taken as a text behind "--".
func TestAMisspeltKeywordIsAskedAbout(t *testing.T) {
	for _, p := range keywordPlaces {
		for _, keyword := range p.words {
			edits := 2
			if len(keyword) <= 4 {
				edits = 1
			}
			for _, word := range neighbours(keyword, edits) {
				if slices.Contains(p.words, word) || len(word) < 2 || ordinary(word) || strings.Contains(word, "-") && strings.HasPrefix(word, "-") {
					continue
				}
				c, err := ParseVerb(p.before + word + p.behind)
				var refusal Refusal
				if !errors.As(err, &refusal) || !strings.Contains(refusal.Why, "did you mean") || !strings.Contains(refusal.Why, `"--" before it keeps it as text`) || !isSentence(refusal.Why) {
					if _, verdict := c.(judgeHypothesis); !verdict { // "ruled out", "rule-out", "confirm"
						t.Errorf("%s%s%s: %#v, %v", p.before, word, p.behind, c, err)
					}
					continue
				}
				c, err = ParseVerb(p.before + "-- " + word + p.behind)
				if err != nil || !strings.Contains(p.text(c), word) || strings.Contains(p.text(c), "--") {
					t.Errorf("%s-- %s%s: %#v, %v", p.before, word, p.behind, c, err)
				}
			}
		}
	}
}

// TestSlipsOfEveryKind lists what tired fingers type, in each verb with a keyword.
func TestSlipsOfEveryKind(t *testing.T) {
	for _, line := range []string{
		"vector H2 ruledout #22", "vector H2 Ruled_Out #22", "vector H2 ruled-out: #22", "vector H2 ruled ot #22", "vector H2 rules out #22", "vector H2 role out #22", "vector H2 comfirmed #22", "vector H2 posible it is back", "vector ruled-out H2 #22", "vector confirmed H2",
		"vector token 70-80%", "vector token 0.7",
		"in forensics Fcat 14:05 x", "in forensics findng x", "in forensics notes x", "in forensics facts x", "in forensics nte x",
		"close overide enough", "close --override enough", "phase recovery overrride x", "phase review —override x", "phase recovry overide",
		"gate privacy-kept opne x", "gate privacy-kept #2 targets-hold", "gate failover-tried target-hold x",
		"decide go P2", "decide no P2 too risky", "decide P2 go -by ana", "decide wait —by ana", "decide -by ana wait", "decide P2 go x --bye ana", "decide wait --by=ana",
		"tradeoff RTO db: 1h -> 6h unitl 18:00", "tradeoff RTO db: 1h -> 6h until 18:00 becuse x", "tradeoff RTO db: 1h -> 6h becaus x", "tradeoff RTO db: 1h -> 6h untl 2h because x",
		"role scribe non", "role scribe Nome", "reports @kim noen", "admit @lee unitl 18:00", "stream forensics closd", "stream forensics laeve",
		"cia C=high I low", "cia C=high I:low", "cia C=high A: none", "cia C=high integrity medium", "cia C low",
		"sev high", "phase containmnet", "state shutdwon", "tlp GREN", "tlp #2 nne", "scope restrictd", "channel slack trustd", "link INC-2 duplciate", "mode asnyc", "milestone ocured", "can ownr db", "affects db unlistd", "role srcibe @kim", "take manger", "handover @raj menager",
	} {
		if c, err := ParseVerb(line); err == nil || !isSentence(err.Error()) {
			t.Errorf("%s: %#v, %v", line, c, err)
		}
	}
}

// TestPlainProseIsNotAskedAbout: texts that stand where a keyword may, and mean none.
func TestPlainProseIsNotAskedAbout(t *testing.T) {
	for _, line := range []string{
		"vector H2 impossible to say", "vector H2 possibly an insider", "vector H2 the vault was open", "vector H2 rolled out by CI", "vector H2 ran out of time", "vector H2 confined to CI", "vector rules out nothing", "vector possible insider", "vector load of 95% on the T1 line", "vector token of the build, seen in 2026",
		"in forensics not sure yet", "in forensics node 7 is down", "in forensics face it", "in forensics fixing it now", "in forensics pinging the host", "in forensics sending it over", "in forensics noted", "in forensics fast", "in forensics hello",
		"close false-alarm a scanner", "close benign overdue", "phase triage it is back", "gate privacy-kept #2 no personal data was read",
		"decide go on as planned", "decide wait for the image - ana agrees", "decide P2 go by tonight", "propose stop it -by hand-",
		"tradeoff RTO db: 1h -> 6h still because it is slow", "tradeoff RTO db: 1 unit -> 2 units because it is slow",
		"task @kim alter P2 text", "task @kim later today look", "task @kim look", "task @kim is it up?", "task @kim 15m look after P2",
		"cia C=high I saw it read", "cia C=high a copy was read", "cia C=high all is lost", "role scribe noor", "sev 1 override it", "check scope-known seven hosts",
	} {
		if _, err := ParseVerb(line); err != nil {
			t.Errorf("%s: %v", line, err)
		}
	}
}

func TestATickOfSeveralKeysTicksThemAll(t *testing.T) {
	s := goneOn(working(), checklistOpened{Key: "first-hour"}, phaseSet{To: PhaseContainment})
	a := Ask{By: Person{Name: "ana", Rank: RankManager}, At: noon}
	for line, want := range map[string]int{
		"check access-cut logs-kept": 2, "check access-cut, logs-kept, call-open #2 all of it": 3, "check access-cut access-cut": 1,
		"check access-cut log-kept": 0, "check access-cut #2 logs-kept,": 0, "check access-cut logs-kept lunchh-kept": 2,
		"check access-cut seven hosts": 1, "check access-cut -- logs-kept": 1, "check access-cut #2": 1,
	} {
		events, err := Decide(s, a, must(ParseVerb(line)))
		if len(events) != want || (err == nil) != (want > 0) || err != nil && !isSentence(err.Error()) {
			t.Errorf("%s: %d ticks, %v", line, len(events), err)
		}
	}
}

// TestACommandBehindBlanksIsNeverChat: a blank before it, or a mark that came with a paste,
// shows nothing.
func TestACommandBehindBlanksIsNeverChat(t *testing.T) {
	for _, before := range []string{" ", "  ", "\t", "\u00a0", "\u200b", "\ufeff", "\u2003 ", "\r\n", "\x00"} {
		for line, want := range map[string]Command{"/note x": addNote{"x"}, "/fact 404 x": addFact{Text: "404 x"}, "//etc": Say{"/etc"}} {
			if c, err := Parse(before + line); err != nil || c != want {
				t.Errorf("%q: %#v, %v", before+line, c, err)
			}
		}
		if c, err := Parse(before + "/etc/passwd was read"); err == nil {
			t.Errorf("%q: %#v", before, c)
		}
		if c, err := Parse(before + "hello"); err != nil || c != (Say{before + "hello"}) {
			t.Errorf("%q: %#v, %v", before, c, err)
		}
	}
}

// TestTheHintTellsWhatIsTakenAsText: before enter, a line says what will be entered.
func TestTheHintTellsWhatIsTakenAsText(t *testing.T) {
	s := folded(mixed(50))
	ana := Person{Name: "ana", Rank: RankManager}
	for line, want := range map[string]string{
		"/fact 11:10 PM first read":    "time: the last 23:10; text: “first read”",
		"/fact 404 on login":           "time: now; text: “404 on login”",
		"/fact yesterday 23:50 x":      "time: yesterday 23:50; text: “x”",
		"/fact ~23:50Z x":              "time: about the last 23:50Z; text: “x”",
		"/fact 28 Nov 2026 23:50Z x":   "time: 2026-11-28 23:50:00Z; text: “x”",
		"/fact -15m x":                 "time: 15 min ago; text: “x”",
		"/fact 03/04 x":                `"03/04" is a day in digits`,
		"/vector H2 ruledout #22":      `"ruledout" may be a slip: did you mean ruled-out?`,
		"/vector H2 -- ruledout #22":   "text: “ruledout #22”",
		"/vector H2 ruled-out #22 why": "why: “why”",
		"/check a b":                   "note: “b”",
		"/in forensics hello":          "text: “hello”",
		"/change x -- y":               "text: “x”; undo: “y”",
		"/sev 1":                       "/sev 1-5 [why]  set the severity",
	} {
		if hint := s.For(ana).Complete(ana, nil, nil, line).Hint; !strings.HasPrefix(hint, want) {
			t.Errorf("%q: %q, want %q", line, hint, want)
		}
	}
	if hint := s.For(Person{Name: "cy"}).Complete(Person{Name: "cy"}, nil, nil, "/fact 11:10 PM x").Hint; hint != "" {
		t.Errorf("who may not ask is told %q", hint)
	}
}

// TestVectorsAsOthersWriteThem reads the cases of the project, where they are.
func TestVectorsAsOthersWriteThem(t *testing.T) {
	file, err := os.Open("../../../shared/cases/vec.txt")
	if err != nil {
		t.Skip("no cases here")
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		line := lines.Text()
		c, err := ParseVerb("vector " + line)
		held, _ := c.(holdHypothesis)
		if err == nil && strings.ContainsAny(held.Text, "%") || err == nil && strings.Contains(strings.ToUpper(held.Text), "T15") && len(held.Techniques) == 0 {
			t.Errorf("%q holds %q", line, held.Text)
		}
		_, missing := checkTechniques(held.Techniques)
		if (missing != nil) != (strings.Contains(line, "999")) {
			t.Errorf("%q: %v", line, missing)
		}
	}
}

// FuzzKeyword: any word in the place of a keyword is one, is asked about with a sentence, or
// is a text, and behind "--" it is a text.
func FuzzKeyword(f *testing.F) {
	for _, p := range keywordPlaces {
		for _, word := range p.words {
			f.Add(word)
			f.Add(word[1:])
		}
	}
	f.Fuzz(func(t *testing.T, word string) {
		if strings.ContainsAny(word, blanks) || word == "" || word == keep {
			return
		}
		for _, p := range keywordPlaces {
			var refusal Refusal
			if _, err := ParseVerb(p.before + word + p.behind); err != nil && (!errors.As(err, &refusal) || !isSentence(refusal.Why)) {
				t.Fatalf("%s%q%s: %v", p.before, word, p.behind, err)
			}
			if strings.HasPrefix(p.before, "tradeoff") {
				continue // its words end the values wherever they stand
			}
			c, err := ParseVerb(p.before + "-- " + word + p.behind)
			if err != nil && !errors.As(err, &refusal) || err == nil && !strings.Contains(p.text(c), word) {
				t.Fatalf("%s-- %q%s: %#v, %v", p.before, word, p.behind, c, err)
			}
		}
	})
}
