package incident

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestWhatAPromptOffers(t *testing.T) {
	s := folded(mixed(50))
	for line, want := range map[string]string{
		"":                       "",
		"hello":                  "",
		"hello @":                "@ana @kim @lee @mei @raj",
		"hello @k":               "@kim",
		"/s":                     "/say /scope /sev /split /spread /star /state /stream /strike /support",
		"/SEV":                   "/sev",
		"/sev ":                  "1 2 3 4 5",
		"/sev \t":                "1 2 3 4 5",
		"/sev \t1":               "1",
		"/sev 1 ":                "",
		"/sev 1 as @m":           "@mei",
		"/phase ":                "triage containment eradication recovery review",
		"/phase re":              "recovery review",
		"/role  s":               "scribe security-officer",
		"/role scribe ":          "@ana @kim @lee @mei @raj none",
		"/role  scribe  k":       "@kim",
		"/role scribe @kim ":     "",
		"/handover @r":           "@raj",
		"/handover @raj m":       "manager",
		"/handover @raj lead m":  "",
		"/take dec":              "decider",
		"/tlp amb":               "AMBER+STRICT AMBER",
		"/fact kim told @a":      "@ana",
		"/no-such-verb x":        "",
		"/remove @ana because @": "@ana @kim @lee @mei @raj",
	} {
		c := s.For(Person{Name: "ana", Rank: RankManager}).Complete(Person{Name: "ana", Rank: RankManager}, nil, nil, line)
		if got := strings.Join(c.Words, " "); got != want {
			t.Errorf("%q: offers %q, want %q", line, got, want)
		}
	}
}

// TestEveryVerbHasAHint shows what a verb takes, as soon as it is typed.
func TestEveryVerbHasAHint(t *testing.T) {
	s := New("INC-1")
	for _, v := range Verbs() {
		for _, line := range []string{"/" + v.Name, "/" + v.Name + " ", "/" + strings.ToUpper(v.Name) + " x"} {
			if c := s.For(Person{Name: "ana", Rank: RankManager}).Complete(Person{Name: "ana", Rank: RankManager}, nil, nil, line); !strings.HasPrefix(c.Hint+" ", "/"+v.Name+" ") && !strings.HasSuffix(c.Hint, "  /"+v.Name+" "+v.Args) || !strings.HasSuffix(line, " x") && !strings.HasSuffix(c.Hint, v.Help) {
				t.Errorf("%q: hint %q", line, c.Hint)
			}
		}
	}
	all := Verbs()
	all[0].Name = "changed"
	if slices.Equal(verbNames()[:1], []string{"changed"}) {
		t.Error("who reads the verbs can change them")
	}
}

// TestWhatIsOfferedIsWhatMayBeAsked goes through every verb, for each rank, role
// and guest, in an open incident and a closed one: the palette and the prompt
// offer it where CheckAsk lets it be asked, and nowhere else.
func TestWhatIsOfferedIsWhatMayBeAsked(t *testing.T) {
	_, commands := askings(t)
	people := bound
	for _, a := range actors() {
		people = append(people, bounded{a.name, Person{Rank: a.rank}, a.held && a.role == RoleManager})
	}
	for _, closed := range []bool{false, true} {
		for _, b := range people {
			p := b.Person
			p.Name, p.Key = "ana", "SHA256:ana"
			s := roomFor(actor{held: b.role, role: RoleManager}, closed)
			all := s.For(p).Complete(p, nil, nil, "/").Words
			for _, v := range Verbs() {
				may := s.CheckAsk(Ask{By: p, At: noon.Add(time.Hour)}, commands[v.Name]) == nil
				alone := s.For(p).Complete(p, nil, nil, "/"+v.Name)
				args := s.For(p).Complete(p, nil, nil, "/"+v.Name+" ")
				if s.For(p).Offers(v, p) != may || slices.Contains(all, "/"+v.Name) != may || slices.Contains(alone.Words, "/"+v.Name) != may {
					t.Errorf("/%s, %s, closed %v: may be asked %v, the palette has it %v, the prompt %v and %q", v.Name, b.name, closed, may, s.For(p).Offers(v, p), slices.Contains(all, "/"+v.Name), alone.Words)
				}
				if (alone.Hint != "") != may || !may && (args.Hint != "" || len(args.Words) > 0) {
					t.Errorf("/%s, %s, closed %v: may be asked %v, hints %q and %+v", v.Name, b.name, closed, may, alone.Hint, args)
				}
			}
		}
	}
}

// TestAHintTellsTheKeysOfATickFromItsNote, as the incident knows them.
func TestAHintTellsTheKeysOfATickFromItsNote(t *testing.T) {
	s := goneOn(working(), checklistOpened{Key: "first-hour"}, phaseSet{To: PhaseContainment})
	ana := Person{Name: "ana", Rank: RankManager}
	for line, want := range map[string]string{
		"/check access-cut logs-kept":            "/check KEY",
		"/check access-cut logs-kept both at 14": "note: “both at 14”",
		"/check access-cut lunch":                "note: “lunch”",
		"/check access-cut logs-kpt":             "did you mean logs-kept",
	} {
		if c := s.For(ana).Complete(ana, nil, nil, line); !strings.HasPrefix(c.Hint, want) {
			t.Errorf("%s: the hint is %q, not %q", line, c.Hint, want)
		}
	}
}
