package sqlite

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// What SQLite holds locked for as long as a connection is open, and what a
// server does, as /proc/locks tells them.
const (
	sqlitesLock = "POSIX READ 1073741826 1073742335"
	serversLock = "OFDLCK WRITE 4611686018427387904 4611686018427387904"
)

func TestTheServersLockLeavesSQLitesOwnInPlace(t *testing.T) {
	dir := t.TempDir()
	l := opened(t, dir)
	want := func(when string) {
		t.Helper()
		locks := locksOf(t, l.files.db)
		if !slices.Contains(locks, sqlitesLock) || !slices.Contains(locks, serversLock) {
			t.Errorf("%s: the database has the locks %q, want %q and %q", when, locks, sqlitesLock, serversLock)
		}
	}
	want("at the start")
	appendTo(t, l, "INC-1", 0, "one")
	run(t, l, func(s *session) { s.drop() })
	want("after a connection broke")
	run(t, l, func(*session) { must(t, l.renew()) })
	want("after all connections were made anew")
}

// locksOf are the locks on a file, without whose they are.
func locksOf(t *testing.T, f *os.File) (locks []string) {
	t.Helper()
	info, err := f.Stat()
	must(t, err)
	inode := fmt.Sprint(":", info.Sys().(*syscall.Stat_t).Ino)
	all, err := os.ReadFile("/proc/locks")
	if err != nil {
		t.Skip("this system doesn't tell who has locks: ", err)
	}
	for line := range strings.Lines(string(all)) {
		// number, kind, advisory, mode, process, device and inode, from, to
		if w := strings.Fields(line); len(w) == 8 && strings.HasSuffix(w[5], inode) {
			locks = append(locks, strings.Join([]string{w[1], w[3], w[6], w[7]}, " "))
		}
	}
	return locks
}
