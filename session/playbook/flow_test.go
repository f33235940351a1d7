package playbook

import (
	"slices"
	"strings"
	"testing"
)

// TestATextThatYAMLWouldLoseIsCured puts lines of a task where people write them: each fault
// says what to write, and the other faults of the file come with it.
func TestATextThatYAMLWouldLoseIsCured(t *testing.T) {
	const other = `span is a number from 2 to 100, not "1"`
	for lines, want := range map[string]string{
		"- key: a\n  text: see #112 now\n  role: scribe":                        `4: what stands behind # is a comment, and no part of the text: put quotes round it, as "see #112 now"`,
		"- key: a\n  text: see\n    more #112 now\n  role: scribe":              `4: what stands behind # is a comment, and no part of the text: put quotes round it, as "see more #112 now"`,
		"- key: a\n  text: #112 is known\n  role: scribe":                       `4: text is empty, for # begins a comment: put quotes round it, as "#112 is known"`,
		"- {key: a, text: see #112 now, role: scribe}":                          `3: what stands behind # is a comment, and no part of the text: put quotes round it, as text: "see #112 now"`,
		"- {key: a, role: scribe,\n   text: see #112 now\n  }":                  `4: what stands behind # is a comment, and no part of the text: put quotes round it, as "see #112 now"`,
		"- key: a\n  text: see the plan # not the old one\n  role: scribe # me": ``,
		"- key: a\n  text: 'see #112' #112\n  role: scribe #112":                ``,
		"- key: a\n  text: |\n    see #112 now\n  role: scribe":                 ``,
		"- key: a\n  text: see C#, a#b\n  role: scribe":                         ``,
		"- key: a\n  text: [x] do it\n  role: scribe":                           `4: a text can't begin with [: put quotes round it, as text: "[x] do it"`,
		"- key: a\n  text: {x} do it\n  role: scribe":                           `4: a text can't begin with {: put quotes round it, as text: "{x} do it"`,
		"- {key: a, text: @kim look, role: scribe}":                             `3: a text can't begin with @: put quotes round it, as text: "@kim look"`,
		"- {key: a, text: [x] do it, role: scribe}":                             `3: a text can't begin with [: put quotes round it, as text: "[x] do it"`,
		"- {key: a, text: it's: here, role: scribe}":                            `3: the text has a colon: put quotes round it, as text: "it's: here"`,
		"- {key: a, role: scribe,\n   text: @kim look}":                         `4: a text can't begin with @: put quotes round it, as text: "@kim look"`,
		"- {key: a, text: \"@kim, it's: so\", role: scribe}":                    ``,
		"\u00a0\u00a0- key: a\n\u00a0\u00a0\u00a0 text: x\n    role: scribe":    `3: no-break blanks indent this line, and 1 more: indent with plain blanks`,
		"- key: a\n \u3000text: x\n  role: scribe":                              `4: no-break blanks indent this line: indent with plain blanks`,
		"- key: a\n  text:\u00a0look\n  role: scribe":                           `4: a no-break blank stands behind :: write a plain blank`,
		"- key: a\n  text: x\n  role: “scribe”":                                 `5: these quotes are not YAML's: write "scribe"`,
		"- key: a\n  text: “see #112 now”\n  role: scribe":                      `4: what stands behind # is a comment, and no part of the text: put quotes round it, as "“see #112 now”"`,
		"- key: a\n  text: „x“\n  role: scribe":                                 `4: these quotes are not YAML's: write "x"`,
		"- key: a\n  text: “it's: so”\n  role: scribe":                          `4: these quotes are not YAML's: write text: "it's: so"`,
		"- {key: a, text: x, role: ‘scribe’}":                                   `3: these quotes are not YAML's: write "scribe"`,
		"- key: a\n  text: say “stop” and “go”\n  role: scribe":                 ``,
		"- key: a\n  text: “Stop” means “stop”\n  role: scribe":                 ``,
		"- key: a\n  text: x\n  role: scribe\n  within: 100d":                   `6: within is "100d": use at most 90d`,
		"- key: a\n  text: x\n  role: scribe\n  within: 90d":                    ``,
		"- key: a\n  text: caf\xe9\n  role: scribe":                             `4: this isn't UTF-8 text: save it as UTF-8`,
	} {
		file := "name: x\ntasks:\n" + lines + "\nspan: 1\n"
		p, faults := Parse([]byte(file), noon)
		got := said(faults)
		if n := len(got); n == 0 || !strings.HasSuffix(got[n-1], other) {
			t.Errorf("%s\n%s\nwithout %s", lines, strings.Join(got, "\n"), other)
			continue
		}
		if got = got[:len(got)-1]; want == "" && len(got) > 0 || want != "" && !slices.Equal(got, []string{want}) {
			t.Errorf("%s\n%s\nwant\n%s", lines, strings.Join(got, "\n"), want)
		}
		if want == "" && (len(p.Tasks) != 1 || p.Tasks[0].Text == "") {
			t.Errorf("%s\n%+v", lines, p.Tasks)
		}
	}
}

// TestACureIsWhatToWrite writes what each fault says, and finds no other.
func TestACureIsWhatToWrite(t *testing.T) {
	for text, cured := range map[string]string{
		"see #112 now": `"see #112 now"`, "[x] do it": `"[x] do it"`, "@kim look": `"@kim look"`, "“x”": `"x"`,
	} {
		for _, form := range []string{"- key: a\n  role: scribe\n  text: VALUE\n", "- {key: a, role: scribe, text: VALUE}\n"} {
			head := "name: x\ntasks:\n"
			if _, faults := Parse([]byte(head+strings.ReplaceAll(form, "VALUE", text)), noon); len(faults) != 1 || !strings.Contains(faults[0].Text, cured) {
				t.Errorf("%s: %v", text, said(faults))
			}
			p, faults := Parse([]byte(head+strings.ReplaceAll(form, "VALUE", cured)), noon)
			if len(faults) > 0 || p.Tasks[0].Text != strings.Trim(cured, `"`) {
				t.Errorf("%s: %v", cured, said(faults))
			}
		}
	}
}

// TestAFileThatIsNotUTF8IsToldWithItsOtherFaults: but for UTF-16, of which nothing can be read.
func TestAFileThatIsNotUTF8IsToldWithItsOtherFaults(t *testing.T) {
	for text, want := range map[string][]string{
		"name: caf\xe9\nspan: x\nfoo: \xe9\n": {
			"1: this isn't UTF-8 text: save it as UTF-8", `2: span is a number from 2 to 100, not "x"`,
		},
		"\xff\xfen\x00a\x00":       {"1: this is UTF-16 text: save it as UTF-8"},
		"\ufeffname: x\nspan: 1\n": {`2: span is a number from 2 to 100, not "1"`},
		"name: x\x07\nspan: 1\n":   {"1: the control character 0x07 isn't allowed here: remove it", `2: span is a number from 2 to 100, not "1"`},
	} {
		_, faults := Parse([]byte(text), noon)
		if got := said(faults); len(got) < len(want) || !slices.Equal(got[:len(want)], want) {
			t.Errorf("%q\n%s\nwant\n%s", text, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}
