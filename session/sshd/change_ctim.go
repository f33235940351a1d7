//go:build linux || openbsd || dragonfly

package sshd

import (
	"io/fs"
	"syscall"
	"time"
)

// changeOf is when a file was changed last, in its text or in what it is, as the
// file system counts: nobody sets it back, as they may the time of the text. Zero
// where that isn't known.
func changeOf(info fs.FileInfo) time.Duration {
	s, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return 0
	}
	return time.Duration(syscall.TimespecToNsec(s.Ctim))
}
