package intake

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write what the lists are read as now into testdata")

// readFile parses a file by its ending and its name.
func readFile(t *testing.T, path string) List {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	parse := ParseCSV
	if strings.HasSuffix(path, ".json") {
		if parse = ParseSTIX; strings.Contains(path, "misp") {
			parse = ParseMISP
		}
	}
	l, err := parse(bytes.NewReader(text), noon)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return l
}

// told returns what a list was read as, a line for each thing.
func told(l List) string {
	var b strings.Builder
	for _, c := range l.items() {
		b.WriteString(c.Type.String() + " " + c.Value)
		if c.Why != "" {
			b.WriteString(" | " + c.Why)
		}
		b.WriteString("\n")
	}
	for _, why := range l.Left {
		b.WriteString("left " + why + "\n")
	}
	for _, note := range l.Notes {
		b.WriteString("note " + note + "\n")
	}
	return b.String()
}

// TestEachPublishersListIsRead goes through lists in the columns, the words and the
// encodings of those who publish them. What each is read as stands beside it.
func TestEachPublishersListIsRead(t *testing.T) {
	all, err := filepath.Glob("testdata/lists/*")
	if err != nil || len(all) == 0 {
		t.Fatal("there are no lists", err)
	}
	for _, path := range all {
		if strings.HasSuffix(path, ".want") {
			continue
		}
		if *update {
			if err := os.WriteFile(path+".want", []byte(told(readFile(t, path))), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path + ".want")
		if err != nil {
			t.Error(err)
			continue
		}
		if got := told(readFile(t, path)); got != string(want) {
			t.Errorf("%s: got\n%swant\n%s", path, got, want)
		}
	}
}

// TestCasesOfOthersAreRead reads a folder of lists, where there is one. It looks for no
// values: it fails on a list that is refused whole, and shows the rest with -v.
func TestCasesOfOthersAreRead(t *testing.T) {
	dir := os.Getenv("WARROOM_CASES")
	if dir == "" {
		dir = "../../../shared/cases"
	}
	all, _ := filepath.Glob(filepath.Join(dir, "*.csv"))
	more, _ := filepath.Glob(filepath.Join(dir, "*.json"))
	all = append(all, more...)
	for _, name := range []string{"network.txt", "plain.txt", "unit42.txt"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			all = append(all, filepath.Join(dir, name))
		}
	}
	if len(all) == 0 {
		t.Skip("no folder of cases: set WARROOM_CASES")
	}
	for _, path := range all {
		t.Logf("%s\n%s", filepath.Base(path), told(readFile(t, path)))
	}
}
