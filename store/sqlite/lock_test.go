package sqlite

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestASecondServerIsRefusedThoughTheLockFileIsGone(t *testing.T) {
	needsUnix(t)
	dir := filepath.Join(t.TempDir(), "data")
	l := opened(t, dir)
	must(t, os.Remove(filepath.Join(dir, lockName)))
	other := filepath.Join(t.TempDir(), "other")
	must(t, os.Mkdir(other, 0o700))
	must(t, os.Link(filepath.Join(dir, FileName), filepath.Join(other, FileName)))
	for _, dir := range []string{dir, other} {
		second, err := Open(dir)
		if !errors.Is(err, ErrInUse) || !strings.Contains(err.Error(), "stop that server, or name another data folder") {
			t.Errorf("%s: got %v, want ErrInUse", dir, err)
		}
		if err == nil {
			second.Close()
		}
	}
	run(t, l, func(*session) { must(t, l.renew()) })
	if second, err := Open(dir); !errors.Is(err, ErrInUse) {
		t.Errorf("after all connections were made anew: got %v, want ErrInUse", err)
		if err == nil {
			second.Close()
		}
	}
	appendTo(t, l, "INC-1", 0, "goes on")
	must(t, l.Close())
	opened(t, dir)
}
