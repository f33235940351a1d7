package incident

import (
	"errors"
	"regexp"
	"strings"
	"testing"
)

func TestNamesPeopleMayHave(t *testing.T) {
	for in, want := range map[string]string{
		"ana": "ana", "Ana": "ana", "RAJ.K": "raj.k", "mei_2": "mei_2", "7of9": "7of9", "a": "a",
		"o-neil": "o-neil", strings.Repeat("a", 32): strings.Repeat("a", 32), "\u212aim": "kim",
	} {
		if got, err := CleanName(in); got != want || err != nil {
			t.Errorf("CleanName(%q) = %q, %v, want %q", in, got, err, want)
		}
	}
}

func TestNamesThatAreRefusedSayWhatIsAccepted(t *testing.T) {
	const accepted = "can't be in a name: use a to z, 0 to 9, dot, underscore and hyphen"
	for in, want := range map[string]string{
		"":                      "a name is missing: write 1 to 32 of a to z, 0 to 9, dot, underscore and hyphen",
		strings.Repeat("a", 33): "the name is 33 bytes long: use 32 at most",
		"jos\u00e9":             `"é" ` + accepted,
		"jose\u0301":            `"é" ` + accepted,
		"ana maria":             "a space " + accepted,
		"ana\x1b[31m":           `\x1b ` + accepted,
		"ana\x7f":               `\x7f ` + accepted,
		"a\u202ena":             `\u202e ` + accepted,
		"a\u200dna":             `\u200d ` + accepted,
		"ana\xff":               `"�" ` + accepted,
		"@ana":                  `"@" ` + accepted,
		"анна":                  `"а" ` + accepted,
		"\u0430na":              "the name mixes letters of Cyrillic and Latin: use a to z only",
		"an\u03b1":              "the name mixes letters of Latin and Greek: use a to z only",
		".ana":                  `a name starts with a letter or a digit, not with "."`,
		"-h":                    `a name starts with a letter or a digit, not with "-"`,
		"ana.":                  `a name ends with a letter or a digit, not with "."`,
		"ana-":                  `a name ends with a letter or a digit, not with "-"`,
		"System":                `"system" is a reserved name: take another`,
		"all":                   `"all" is a reserved name: take another`,
		"here":                  `"here" is a reserved name: take another`,
		"warroom":               `"warroom" is a reserved name: take another`,
		"everyone":              `"everyone" is a reserved name: take another`,
		"none":                  `"none" is a reserved name: take another`,
		"Nobody":                `"nobody" is a reserved name: take another`,
	} {
		got, err := CleanName(in)
		var refusal Refusal
		if got != "" || !errors.As(err, &refusal) {
			t.Errorf("CleanName(%q) = %q, %v, want a Refusal", in, got, err)
		} else if err.Error() != want {
			t.Errorf("CleanName(%q):\n got %s\nwant %s", in, err, want)
		}
	}
}

func TestNamesThatATiredEyeTakesForOneAnother(t *testing.T) {
	for _, pair := range [][2]string{
		{"ana", "an.a"}, {"raj-k", "raj_k"}, {"noor", "n00r"}, {"lee", "1ee"}, {"kim", "klm"}, {"mei", "rnei"}, {"cy5", "cys"},
	} {
		if ConfusableKey(pair[0]) != ConfusableKey(pair[1]) {
			t.Errorf("%s and %s are two", pair[0], pair[1])
		}
	}
	for _, pair := range [][2]string{{"ana", "anna"}, {"kim", "tim"}, {"lee", "leo"}} {
		if ConfusableKey(pair[0]) == ConfusableKey(pair[1]) {
			t.Errorf("%s and %s are one", pair[0], pair[1])
		}
	}
}

func FuzzNameIsPlainOrRefusedInCleanWords(f *testing.F) {
	for _, s := range []string{"ana", "\u0430na", "jos\u00e9", "\x1b[m", "\u0335", "K\u0327"} {
		f.Add(s)
	}
	plain := regexp.MustCompile(`^[a-z0-9]([a-z0-9._-]{0,30}[a-z0-9])?$`)
	f.Fuzz(func(t *testing.T, s string) {
		name, err := CleanName(s)
		if err != nil {
			if said := err.Error(); CleanLine(said) != said {
				t.Errorf("the refusal of %q is unclean: %q", s, said)
			}
			return
		}
		if again, err := CleanName(name); !plain.MatchString(name) || again != name || err != nil {
			t.Errorf("CleanName(%q) = %q, and again %q, %v", s, name, again, err)
		}
	})
}
