package incident

import (
	"slices"
	"strings"
	"testing"
)

func TestWhatAPromptOffers(t *testing.T) {
	s := folded(mixed(50))
	for line, want := range map[string]string{
		"":                       "",
		"hello":                  "",
		"hello @":                "@ana @kim @lee @mei @raj",
		"hello @k":               "@kim",
		"/s":                     "/say /scope /sev /star /state /stream /support",
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
		c := Complete(s, Clearance{Work: true, Red: true}, nil, line)
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
			if c := Complete(s, Clearance{Work: true, Red: true}, nil, line); !strings.HasPrefix(c.Hint, "/"+v.Name+" ") || !strings.HasSuffix(c.Hint, v.Help) {
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
