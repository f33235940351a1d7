//go:build unix

package files

import (
	"os"
	"path/filepath"
	"testing"
)

func TestAFileIsTrustedWhereNobodyElseCanPutAnother(t *testing.T) {
	for name, c := range map[string]struct {
		outer, inner, file os.FileMode
		trusted            bool
	}{
		"all ours":                             {0o755, 0o755, 0o644, true},
		"a file for all":                       {0o755, 0o755, 0o646, false},
		"a file for a group":                   {0o755, 0o755, 0o664, false},
		"a folder for all":                     {0o755, 0o777, 0o644, false},
		"a folder for a group":                 {0o755, 0o775, 0o644, false},
		"a folder further up":                  {0o777, 0o755, 0o644, false},
		"a sticky folder":                      {0o755, 0o777 | os.ModeSticky, 0o644, true},
		"a folder for all that nobody reaches": {0o700, 0o777, 0o644, true},
		"a file for all that nobody reaches":   {0o700, 0o755, 0o646, false},
	} {
		outer := t.TempDir()
		inner := filepath.Join(outer, "inner")
		path := filepath.Join(inner, "keys")
		if err := os.Mkdir(inner, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		for _, m := range []struct {
			path string
			mode os.FileMode
		}{{path, c.file}, {inner, c.inner}, {outer, c.outer}, {filepath.Dir(outer), 0o755}} {
			if err := os.Chmod(m.path, m.mode); err != nil {
				t.Fatal(err)
			}
		}
		link := filepath.Join(t.TempDir(), "link")
		if err := os.Symlink(path, link); err != nil {
			t.Fatal(err)
		}
		for _, p := range []string{path, link} {
			if err := Trusted(p); (err == nil) != c.trusted {
				t.Errorf("%s: got %v", name, err)
			}
		}
	}
	if err := Trusted(filepath.Join(t.TempDir(), "none")); err != nil {
		t.Errorf("no file: %v", err)
	}
}
