//go:build unix

package torture

import (
	"encoding/json"
	"fmt"
	"os"
	osexec "os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// edit takes a fix out of the source, or puts a hook in: in one file, what is
// there exactly once is replaced. A file that isn't there is made of With.
type edit struct {
	file string // below the module's root, or below Go's where it begins with "GOROOT/"
	this string
	with string
}

// forge builds servers. What it edits is laid over the source by the compiler,
// so no hook is in the source itself.
type forge struct {
	dir string
	mu  sync.Mutex        // guards all
	all map[string]string // the paths of those that are made, by their edits
}

func newForge(dir string) *forge { return &forge{dir: dir, all: map[string]string{}} }

// root is the module's root, seen from this package.
const root = "../../.."

// build makes a server with these edits, or gives the one that it has.
func (f *forge) build(name string, edits []edit) (string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	key := fmt.Sprintf("%q", edits)
	if path, ok := f.all[key]; ok {
		return path, nil
	}
	path := filepath.Join(f.dir, "warroom-"+name)
	args := []string{"build", "-o", path}
	if len(edits) > 0 {
		overlay, err := f.overlay(name, edits)
		if err != nil {
			return "", err
		}
		args = append(args, "-overlay", overlay)
	}
	cmd := osexec.Command("go", append(args, "warroom/cmd/warroom")...)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build %s: %w\n%s", name, err, out)
	}
	f.all[key] = path
	return path, nil
}

// overlay writes the edited files and the list of them that the compiler takes.
func (f *forge) overlay(name string, edits []edit) (string, error) {
	replace := map[string]string{}
	for _, e := range edits {
		path, err := e.path()
		if err != nil {
			return "", err
		}
		text, err := e.apply(path, replace[path])
		if err != nil {
			return "", err
		}
		if replace[path] == "" {
			replace[path] = filepath.Join(f.dir, fmt.Sprintf("%s-%d.go", name, len(replace)))
		}
		if err := os.WriteFile(replace[path], []byte(text), 0o600); err != nil {
			return "", err
		}
	}
	list, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", err
	}
	path := filepath.Join(f.dir, name+".json")
	return path, os.WriteFile(path, list, 0o600)
}

func (e edit) path() (string, error) {
	if rest, ok := strings.CutPrefix(e.file, "GOROOT/"); ok {
		out, err := osexec.Command("go", "env", "GOROOT").Output()
		return filepath.Join(strings.TrimSpace(string(out)), rest), err
	}
	return filepath.Abs(filepath.Join(root, e.file))
}

// apply gives the edited text of the file at path, or of what an edit before
// made of it.
func (e edit) apply(path, edited string) (string, error) {
	if edited == "" {
		edited = path
	}
	text, err := os.ReadFile(edited)
	if e.this == "" && os.IsNotExist(err) {
		return e.with, nil
	}
	if err != nil {
		return "", err
	}
	if n := strings.Count(string(text), e.this); n != 1 || e.this == "" {
		return "", fmt.Errorf("%s has %q %d times, not once: say here what holds it up now", e.file, e.this, n)
	}
	return strings.Replace(string(text), e.this, e.with, 1), nil
}

// TestEachControlAppliesToTheSource is for whoever changes the source, who has to
// change the control too: what holds now, and what is it without?
func TestEachControlAppliesToTheSource(t *testing.T) {
	for _, k := range kinds() {
		if k.control.without == "" {
			t.Errorf("%s has no control", k.name)
		}
		if _, err := newForge(t.TempDir()).overlay(k.name, slices.Concat(k.hooks, k.control.edits)); err != nil {
			t.Errorf("%s: %v", k.name, err)
		}
	}
}
