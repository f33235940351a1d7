//go:build linux || openbsd || dragonfly

package files

import (
	"io/fs"
	"syscall"
	"time"
)

// changeOf returns when a file's text, owner or mode changed last, as the file system
// counts (ctime), or zero where that isn't known. Nobody can set it back, as they can
// the time of the text.
func changeOf(info fs.FileInfo) time.Duration {
	s, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return 0
	}
	return time.Duration(syscall.TimespecToNsec(s.Ctim))
}
