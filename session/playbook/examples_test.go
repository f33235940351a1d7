package playbook

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var readKey = regexp.MustCompile(`"([a-z_]+)":\s+func\(n \*yaml\.Node\)`)

// TestTheExamplesHaveEachKey: whatever the reader knows stands in an example, and the reader
// takes both.
func TestTheExamplesHaveEachKey(t *testing.T) {
	all := ""
	for _, sort := range ExampleWords() {
		text, ok := Example(sort)
		if !ok {
			t.Fatalf("there is no example of a %s", sort)
		}
		all += text
	}
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, path := range sources {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		source, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range readKey.FindAllSubmatch(source, -1) {
			if seen++; !regexp.MustCompile(`(?m)(^|[ {])` + string(m[1]) + `:`).MatchString(all) {
				t.Errorf("%s is a key that no example shows", m[1])
			}
		}
	}
	if seen < 40 {
		t.Errorf("the reader has %d keys", seen)
	}
	playbook, _ := Example("playbook")
	if _, faults := Parse([]byte(playbook), noon); len(faults) > 0 {
		t.Errorf("%q", said(faults))
	}
	sheets, _ := Example("sheet")
	if _, faults := parseSheets([]byte(sheets), noon); len(faults) > 0 {
		t.Errorf("%q", said(faults))
	}
}
