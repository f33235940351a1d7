package incident

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"
)

var paymentsSheet = Sheet{
	Name: "payments-api", Title: "Payments", Architecture: "docs/payments.md", Classification: "confidential",
	Components: []Component{{Name: "api"}, {Name: "ledger"}}, Owners: []string{"ana", "raj"},
	Contacts: []Contact{
		{Name: "ben", For: "database", Reach: "+49 30 1"},
		{Name: "eve", For: "on call", Reach: "eve@example.com", Backup: true},
	},
	RTO: Duration(time.Hour), RPO: Duration(15 * time.Minute), DependsOn: []string{"postgres-main"},
	Reviewed: time.Date(2025, 1, 2, 0, 0, 0, 0, time.UTC), ReviewEvery: Duration(180 * 24 * time.Hour),
}

// fullSheet says of a system what paymentsSheet leaves out.
var fullSheet = Sheet{
	Name: "payments-api", Owners: []string{"kim"}, Components: []Component{{Name: "api"}, {Name: "ledger", Owner: "lee", Class: "secret", Note: "two replicas"}},
	Reviewed: noon, ReviewedBy: "dana",
	SheetRecovery: SheetRecovery{
		PersonalData: []PersonalData{{Kind: "card numbers", Whose: "customers"}},
		DRPlan:       Procedure{Where: "https://wiki.example/dr", Owner: "kim", Reviewed: noon, ReviewEvery: Duration(365 * day), LastDrilled: noon, DrillEvery: Duration(180 * day)},
		Runbook:      Procedure{Where: "runbooks/payments.md"},
		Backup:       Backup{Where: "the vault in Oslo", RestoreTested: noon, TestEvery: Duration(90 * day)},
		Failover:     "the second region",
	},
	SheetRunning: SheetRunning{
		Targets: []ServiceTarget{{"availability", directionLeast, 99.5, "%"}, {"p99-latency", directionMost, 300, "ms"}}, Accountable: "dana",
		Degradation: []DegradationStep{{Off: "the search", Effect: "people browse"}},
		Logs:        []LogSource{{Name: "audit", Where: "SIEM", Keeps: Duration(365 * day)}}, Cloud: []string{"i-0abc"},
	},
}

// shelfSteps are the steps of scripts that this section's verbs need:
//
//	sheet NAME [owners A,B] [reviewed DAY] [bare -] [depends A,B] [targets a>=1%,b<=2ms]   the house has this sheet
//	knows INC-3 [restricted|red|merged|closed|drill|acting|like|sev1|sev5]…  another incident, of ana, kim and raj
//	systems, states, assets, channels, links, observed, offers   what is compared
func shelfSteps() map[string]func(r *run, rest string) {
	return map[string]func(r *run, rest string){
		"sheet":    (*run).sheet,
		"knows":    (*run).knows,
		"states":   func(r *run, _ string) { r.tell("states", statesOf(r.state, r.ask.At)) },
		"systems":  func(r *run, _ string) { r.tell("systems", systemsOf(r.state)) },
		"offers":   func(r *run, _ string) { r.tell("offers", r.state.For(r.ask.By).ToAffect()) },
		"observed": func(r *run, _ string) { r.tell("observed", observedOf(r)) },
		"assets":   func(r *run, _ string) { r.tell("assets", assetsOf(r.state)) },
		"channels": func(r *run, _ string) { r.tell("channels", channelsOf(r.state)) },
		"links":    func(r *run, _ string) { r.tell("links", linksOf(r.state)) },
	}
}

// statesOf tells how each system runs, the worst first.
func statesOf(s *State, now time.Time) []string {
	v := seenByAll(s)
	worst, name, others := v.WorstSystem()
	lines := []string{fmt.Sprintf("worst %s %q, and %d others", worst, name, others)}
	for _, n := range v.SystemStates() {
		line := fmt.Sprintf("%s %s since %s by %s, down for %s", n.called(), n.State, n.Since.Format("15:04"), n.By, n.DownFor(now))
		if q := n.Quarantine; !q.Since.IsZero() {
			line += fmt.Sprintf(", quarantined since %s by %s for %q, may enter %v", q.Since.Format("15:04"), q.By, q.For, q.Enter)
			if !q.InForce() {
				line += fmt.Sprintf(", released at %s by %s", q.Released.Format("15:04"), q.ReleasedBy)
			}
		}
		lines = append(lines, withReason(line, n.Why))
	}
	return lines
}

// sheet gives the house the sheet of a system: that of the tests, or one that
// says less.
func (r *run) sheet(rest string) {
	name, more := cutWord(rest)
	sheet := paymentsSheet
	for more != "" {
		var field, value string
		field, more = cutWord(more)
		value, more = cutWord(more)
		switch field {
		case "owners":
			sheet.Owners = strings.FieldsFunc(value, func(r rune) bool { return r == ',' })
		case "reviewed":
			sheet.Reviewed = must(time.Parse(time.DateOnly, value))
		case "bare":
			sheet = Sheet{}
		case "depends":
			sheet.DependsOn = strings.Split(value, ",")
		case "targets":
			for text := range strings.SplitSeq(value, ",") {
				sheet.Targets = append(sheet.Targets, must(ParseTarget(text)))
			}
		}
	}
	rules := &Rules{Sheets: map[string]*Sheet{}}
	if r.ask.Rules != nil {
		*rules = *r.ask.Rules
	}
	rules.Sheets = mapWith(rules.Sheets, name, &sheet)
	r.ask.Rules = rules
}

// knows opens another incident beside this one, and folds into it what the
// links of this one ask of it.
func (r *run) knows(rest string) {
	word, how := cutWord(rest)
	other := openIncident(ID(word))
	for _, name := range []string{"ana", "kim", "raj"} {
		other = Fold(other, &Event{Incident: other.ID, Seq: other.Last + 1, By: "zoe", Fact: personAdmitted{Who: name}})
	}
	for _, one := range strings.Fields(how) {
		switch one {
		case "red":
			other.Access.TLP = TLPRed
		case "restricted":
			other.Access.Scope = ScopeRestricted
		case "closed":
			other.Status.Phase = PhaseClosed
		case "drill":
			other.Drill = true
		case "sev1":
			other.SizeUp.Severity = SEV1
		case "sev5":
			other.SizeUp.Severity = SEV5
		case "acting":
			other.Status.Phase, other.Status.gatedBy = PhaseContainment, 1
		case "like":
			other.SizeUp.Kinds, other.SizeUp.Spread, other.SizeUp.PersonalData = KindOutage|KindSecurity, SpreadHouse, TouchedYes
		case "merged":
			other.Affected.Links = []Link{{Kind: linkDuplicate, To: "INC-9"}}
		}
	}
	before := r.ask.Others
	r.ask.Others = func(id ID) *State {
		if id == other.ID {
			return mirrored(other, r.events)
		}
		if before == nil {
			return nil
		}
		return before(id)
	}
}

// openIncident is another incident, which everyone may enter.
func openIncident(id ID) *State {
	return Fold(New(id), &Event{Incident: id, Seq: 1, By: "zoe", Fact: incidentDeclared{Title: "other", Severity: SEV3}})
}

// mirrored is the other incident once the links of this one are told there.
func mirrored(other *State, events []*Event) *State {
	for _, e := range events {
		to, c := e.Mirror()
		if to != other.ID {
			continue
		}
		for _, back := range must(Decide(other, Ask{By: Person{Name: e.By, Rank: RankManager}, At: e.RecordedAt}, c)) {
			other = Fold(other, back)
		}
	}
	return other
}

func systemsOf(s *State) []string {
	var lines []string
	for _, sys := range s.Affected.Systems {
		lines = append(lines, strings.TrimSpace(strings.Join([]string{
			sys.Sheet.Name, sys.Sheet.Classification, strings.Join(sys.Sheet.Owners, ","),
			marked(sys.Stale, "stale"), marked(sys.Unlisted, "unlisted"), "#" + strconv.FormatUint(sys.Seq, 10)}, " ")))
	}
	return lines
}

func marked(is bool, mark string) string {
	if is {
		return mark
	}
	return "-"
}

func assetsOf(s *State) []string {
	var lines []string
	for _, a := range s.Affected.Assets.All() {
		lines = append(lines, strings.Join([]string{
			a.Type.String(), a.Value, a.State.String(), marked(a.IOC, "ioc"), a.By, "#" + strconv.FormatUint(a.Seq, 10), a.Why}, " "))
	}
	return lines
}

func channelsOf(s *State) []string {
	var lines []string
	for _, c := range s.Comms.Channels {
		lines = append(lines, withReason(c.Name+" "+c.Trust.String(), c.Why))
	}
	for _, c := range seenByAll(s).Untrusted() {
		lines = append(lines, "warn of "+c.Name)
	}
	return lines
}

func linksOf(s *State) []string {
	var lines []string
	for _, l := range s.Affected.Links {
		lines = append(lines, l.Kind+" "+string(l.To)+" by "+l.By)
	}
	return lines
}

// TestEveryWordOfTheShelfComesBack goes through the words of its facts.
func TestEveryWordOfTheShelfComesBack(t *testing.T) {
	var facts []Fact
	for v := AssetUntyped; v <= lastAssetType; v++ {
		facts = append(facts, assetNamed{Type: v})
	}
	for v := AssetUnknown; v <= AssetWithdrawn; v++ {
		facts = append(facts, assetNamed{State: v})
	}
	for v := channelTrusted; v <= channelCompromised; v++ {
		facts = append(facts, channelJudged{To: v})
	}
	for _, f := range facts {
		payload, err := Encode(eventOf(f))
		if err != nil {
			t.Fatal(err)
		}
		if back, err := Decode("INC-7", 12, noon, payload); err != nil || back.Fact != f {
			t.Errorf("%s came back as %v (%v)", payload, back.Fact, err)
		}
	}
}

func TestWhatThePromptOffersOfTheShelf(t *testing.T) {
	s := roomFor(actor{}, false)
	s = Fold(s, eventOf(channelJudged{Name: "slack", To: channelSuspect, Why: "x"}))
	rules := &Rules{Sheets: map[string]*Sheet{"payments-api": &paymentsSheet, "postgres-main": {Name: "postgres-main"}}}
	for line, want := range map[string]string{
		"/mode ":                    "bridge async",
		"/channel ":                 "slack",
		"/channel slack ":           "trusted suspect compromised",
		"/affects ":                 "payments-api postgres-main",
		"/affects x u":              "unlisted",
		"/unaffected p":             "payments-api",
		"/can o":                    "owner",
		"/can owner p":              "payments-api postgres-main",
		"/asset bld-07 ho":          "host",
		"/asset bld-07 c":           "cidr cve cert-serial compromised cleared",
		"/ioc 192.0.2.7 host":       "",
		"/ioc 192.0.2.7 ipv4 c":     "compromised cleared",
		"/link ":                    "",
		"/link INC-3 ":              "duplicate parent related",
		"/unlink ":                  "INC-3",
		"/unlink INC-3 ":            "",
		"/channel slack suspect x ": "",
		"/affects x unlisted ":      "",
		"/can owner payments-api ":  "",
		"/asset bld-07 host cle":    "cleared",
	} {
		if got := strings.Join(s.For(Person{Name: "ana", Rank: RankManager}).Complete(Person{Name: "ana", Rank: RankManager}, rules, nil, line).Words, " "); got != want {
			t.Errorf("%q: offers %q, want %q", line, got, want)
		}
	}
}

// TestAnOutlineHoldsNoThings: the hub keeps one of every incident.
func TestAnOutlineHoldsNoThings(t *testing.T) {
	s := Fold(roomFor(actor{}, false), eventOf(assetNamed{Type: AssetHost, Value: "bld-07"}))
	if o := s.Outline(); o.Affected.Assets.Len() != 0 || o.Affected.assets.Find("host bld-07") != nil || len(o.Affected.Links) != 1 {
		t.Errorf("an outline holds %+v", o.Affected)
	}
	if s.Affected.assets.Find("host bld-07") == nil || s.Affected.Assets.Len() != 1 {
		t.Error("the state lost what its outline leaves out")
	}
}

// observedOf tells the observations as the asker sees them.
func observedOf(r *run) (lines []string) {
	for _, o := range r.state.For(r.ask.By).Observations(r.ask.At) {
		lines = append(lines, o.String())
	}
	return append(lines, strconv.Itoa(len(r.state.For(r.ask.By).Breaches(r.ask.At)))+" breached")
}
