package incident

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestEveryVerbIsPlayed: each verb has a step in a scenario that is taken, and one
// that is refused.
func TestEveryVerbIsPlayed(t *testing.T) {
	taken, refused := map[string]bool{}, map[string]bool{}
	scripts, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range scripts {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		script, _, _ := strings.Cut(string(data), "-- want --")
		for line := range strings.Lines(script) {
			line, wrong := strings.CutPrefix(strings.TrimSpace(line), "! ")
			verb, _ := cutWord(strings.TrimPrefix(strings.TrimPrefix(line, "> "), "/"))
			if wrong {
				refused[verb] = true
			} else {
				taken[verb] = true
			}
		}
	}
	for _, v := range Verbs() {
		if !taken[v.Name] || !refused[v.Name] {
			t.Errorf("/%s is taken in a scenario: %v, refused in one: %v", v.Name, taken[v.Name], refused[v.Name])
		}
	}
}
