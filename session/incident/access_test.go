package incident

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// needSteps are the steps of scripts about who may know, and who does what:
//
//	streams, chain, acting, labels, members   what is compared
//	entries forensics        what was said and entered in a stream
//	expire zed               the house ends a guest's time
//	enter as noor manager    whether a person may enter, or break the glass
func needSteps() map[string]func(r *run, rest string) {
	return map[string]func(r *run, rest string){
		"streams": func(r *run, _ string) { r.tell("streams", streamsOf(r.state)) },
		"chain":   func(r *run, _ string) { r.tell("chain", chainOf(r.state)) },
		"acting":  func(r *run, _ string) { r.tell("acting", actingOf(r.state)) },
		"labels":  func(r *run, _ string) { r.tell("labels", labelsOf(r.state)) },
		"members": func(r *run, _ string) { r.tell("members", membersOf(r.state)) },
		"entries": func(r *run, rest string) {
			var lines []string
			for e := range r.state.StreamFrom(rest, 0) {
				lines = append(lines, r.plain(e))
			}
			r.tell("entries of "+rest, lines)
		},
		"expire": func(r *run, rest string) {
			by := r.ask.By
			r.ask.By = Person{Name: House, Rank: RankManager}
			r.refused = r.do(ExpireGuest{Who: rest})
			r.ask.By = by
		},
		"enter": (*run).enter,
	}
}

func (r *run) enter(rest string) {
	_, who := cutWord(rest)
	name, rank := cutWord(who)
	p := Person{Name: name, Rank: r.ranks[name]}
	if rank != "" {
		p.Rank = must(ParseRank(rank))
	}
	says := "may not enter"
	switch {
	case mayEnterAt(r.state, p, r.ask.At):
		says = "may enter"
	case r.state.MayBreakGlass(p):
		says = "may break the glass"
	}
	r.tell("", []string{fmt.Sprintf("%s %s %s", p.Rank, name, says)})
}

func streamsOf(s *State) []string {
	var lines []string
	for _, st := range s.Team.Streams {
		door := "open"
		if st.Closed {
			door = "closed"
		}
		lines = append(lines, fmt.Sprintf("%s %s, led by %s: %s", st.Name, door, leadName(st), strings.Join(st.Members, ", ")))
	}
	return lines
}

func chainOf(s *State) []string {
	var lines []string
	for _, r := range s.reportingLines() {
		lines = append(lines, strings.Repeat("  ", r.Depth)+r.Who)
	}
	for _, o := range seenByAll(s).Overloaded() {
		lines = append(lines, fmt.Sprintf("%d report to %s", o.N, o.Lead))
	}
	return lines
}

func actingOf(s *State) []string {
	lines := []string{}
	for _, r := range Roles() {
		if who := s.Team.Acting[r]; who != "" {
			lines = append(lines, fmt.Sprintf("%s for %s: %s", who, r, s.Team.Roles[r]))
		}
	}
	if len(lines) == 0 {
		return []string{"nobody"}
	}
	return lines
}

func labelsOf(s *State) []string {
	var lines []string
	for e := range s.Entries(0) {
		if e.Label != labelNone {
			lines = append(lines, fmt.Sprintf("#%d %s", e.Seq, e.Label))
		}
	}
	return lines
}

func membersOf(s *State) []string {
	var lines []string
	for _, name := range people(sources{View: seenByAll(s)}, 0) {
		m, where := s.Access.Members[name[1:]], "away"
		if m.Here() {
			where = "here"
		}
		until := ""
		if !m.Until.IsZero() {
			until = " until " + m.Until.Format(time.RFC3339)
		}
		standing := []string{"stranger", "seen", "member", "out"}[m.Status]
		lines = append(lines, fmt.Sprintf("%s %s %s%s", name, standing, where, until))
	}
	return lines
}

// needToKnow are commands of this section, sensible or not.
func needToKnow(c chance, who, text string, seq uint64, n uint8, when typedTime) []Command {
	stream := []string{"forensics", "legal", "", "No Name"}[c.IntN(4)]
	until := []typedEnd{{}, endIn(time.Minute), {whenClock("18:00")}, {whenClock("99:00")}, {whenAt(noon.Add(time.Hour))}, {whenAt(noon.AddDate(9, 0, 0))}}[c.IntN(6)]
	return []Command{
		setScope{Scope(n), text}, admitPerson{named(who), until}, admitPerson{named(who), until}, ExpireGuest{who}, BreakGlass{text}, labelEntry{seq, label(n)},
		setStream{stream, streamAccess(n % 4), []typedPerson{named(who)}}, setStream{Name: stream}, leaveStream{stream}, SayIn{stream, text},
		enterIn{stream, entryKind(n), when, text}, reportBack{stream, text}, actInRole{Role(n)}, declineRole{Role(n), c.IntN(2) == 0},
		setReports{named(who), named("kim")}, setReports{named("lee"), named(who)},
	}
}

// TestTheSameClearanceSeesTheSame checks that only those who see the same share a
// clearance: screens are drawn by it.
func TestTheSameClearanceSeesTheSame(t *testing.T) {
	byClearance := map[clearance]string{}
	s := New("INC-1")
	do := func(p Person, c Command) {
		t.Helper()
		events, err := Decide(s, Ask{By: p, At: noon}, c)
		if err != nil {
			t.Fatalf("%+v: %v", c, err)
		}
		for _, e := range events {
			s = Fold(s, e)
		}
	}
	ana, raj, cy := Person{Name: "ana", Rank: RankManager}, Person{Name: "raj", Rank: RankResponder}, Person{Name: "cy", Rank: RankObserver}
	lee, mei := Person{Name: "lee", Rank: RankResponder}, Person{Name: "mei", Rank: RankResponder}
	do(ana, Declare{Title: "db down"})
	do(raj, addFact{Text: "TLP:RED mine"})
	do(lee, setStream{Name: "forensics", Door: streamAccessClosed})
	do(lee, SayIn{Stream: "forensics", Text: "TLP:AMBER+STRICT ours"})
	do(mei, setStream{Name: "legal", Door: streamAccessClosed})
	do(mei, enterIn{Stream: "legal", As: entryNote, Text: "theirs"})
	do(kim, addNote{Text: "a note"})
	for _, p := range []Person{ana, raj, cy, lee, mei, kim, {Name: "noor", Rank: RankManager}, {Name: "tom", Rank: RankResponder}, {Name: "pat", Rank: RankObserver}} {
		seen := ""
		for e := range s.Entries(0) {
			if s.For(p).Shows(e.Event) {
				seen += fmt.Sprintf("#%d ", e.Seq)
			}
		}
		c := s.clearanceOf(p)
		if before, ok := byClearance[c]; ok && before != seen {
			t.Errorf("%s sees %s, another with %+v sees %s", p.Name, seen, c, before)
		}
		byClearance[c] = seen
	}
	// ana; noor; raj; lee; mei; kim and tom; cy and pat
	if len(byClearance) != 7 {
		t.Errorf("nine people see in %d ways: %v", len(byClearance), byClearance)
	}
	if s.For(kim) != s.For(Person{Name: "tom", Rank: RankResponder}) {
		t.Error("kim and tom, who see the same, share no screen")
	}
}

// TestALogOfAnotherProgramIsSurvived folds what decide would never make.
func TestALogOfAnotherProgramIsSurvived(t *testing.T) {
	s := New("INC-1")
	for i, f := range []Fact{
		incidentDeclared{Title: "x"}, entryCorrected{Seq: 2, Text: "of itself"}, entryStarred{Seq: 9, On: true}, entryLabelled{Seq: 99, To: labelOf(TLPRed)},
		streamSaid{Stream: "nowhere", Text: "x"}, streamJoined{Stream: "nowhere"}, streamLeft{Stream: ""}, streamSet{Stream: "x"},
		streamOpened{Stream: "a forensics b", Closed: true, Members: []string{"kim"}}, streamOpened{Stream: "forensics", Closed: true},
		streamSaid{Stream: "forensics", Text: "hidden"}, roleActed{Role: 77}, rolesResumed{Roles: []Role{77}}, roleDeclined{Role: 77}, reportsSet{Who: "a", To: "b"},
		reportsSet{Who: "b", To: "a"}, reportsSet{Who: "c", To: "c"}, guestExpired{Who: "nobody"}, scopeSet{To: 9, Members: []string{"kim", "kim"}},
		entryLabelled{Seq: 1, To: 99}, glassBroken{},
	} {
		s = Fold(s, &Event{Incident: "INC-1", Seq: uint64(i + 1), By: "zoe", Fact: f, OccurredAt: noon, RecordedAt: noon})
		_, _ = s.reportingLines(), seenByAll(s).Overloaded()
		for e := range s.Entries(0) {
			s.For(kim).Shows(e.Event)
		}
	}
	if s.For(kim).Shows(s.Entry(11).Event) {
		t.Error("a stream of a strange name opens another")
	}
	if got := len(s.reportingLines()); got != 4 { // a, b, c and zoe
		t.Errorf("%d people stand in the chain: %v", got, s.reportingLines())
	}
}

// TestAGuestsTimeIsAsLongAsTheyWereTold reads the ways to say so.
func TestAGuestsTimeIsAsLongAsTheyWereTold(t *testing.T) {
	berlin := must(time.LoadLocation("Europe/Berlin"))
	for args, want := range map[string]string{
		"": "", "2h": "2026-03-01T14:00:00Z", "90m": "2026-03-01T13:30:00Z", "until 18:00": "2026-03-01T17:00:00Z",
		"until 09:30": "2026-03-02T08:30:00Z", "UNTIL 2026-03-05T10:00:00+01:00": "2026-03-05T09:00:00Z",
		"until": "no", "-2h": "no", "2h 3h": "no", "tomorrow": "no", "until 2026-02-01T00:00:00Z": "no", "until 25:00": "no",
		"9999h": "no", "until 2099-01-01T00:00:00Z": "no",
	} {
		until, err := cutUntil(args)
		var at time.Time
		if err == nil {
			at, err = until.resolve(Ask{At: noon, Zone: berlin})
		}
		got := ""
		switch {
		case err != nil:
			got = "no"
		case !at.IsZero():
			got = at.Format(time.RFC3339)
		}
		if got != want {
			t.Errorf("%q is %s (%v), want %s", args, got, err, want)
		}
	}
}

// TestEveryRightIsInTheTable: no role gives what the one table doesn't say.
func TestEveryRightIsInTheTable(t *testing.T) {
	var roles []string
	for role, d := range duties {
		if d == (rolePowers{}) {
			t.Errorf("%s stands in the table for nothing", role)
		}
		roles = append(roles, role.String())
	}
	slices.Sort(roles)
	if got := strings.Join(roles, " "); got != "deputy manager scribe" {
		t.Errorf("the roles that let one do more are %s", got)
	}
}

// TestWhoMayNotEnterReadsNoManagersName: a refusal for want of power names nobody to them.
func TestWhoMayNotEnterReadsNoManagersName(t *testing.T) {
	s := roomFor(actor{held: true, role: RoleManager}, false)
	in, out := Person{Name: "zed", Rank: RankResponder}, Person{Name: "zed"}
	name := s.holderOf(RoleManager)
	if why := s.refusePower(in, powerManage).Error(); name == "" || !strings.Contains(why, "ask "+name+" with /say") {
		t.Errorf("who is in reads %q", why)
	}
	s.Access.Scope = ScopeConfidential
	for _, p := range []Person{in, out} {
		if why := s.refusePower(p, powerManage).Error(); strings.Contains(why, "ask ") {
			t.Errorf("who is out reads %q", why)
		}
	}
}
