//go:build !(linux || openbsd || dragonfly || darwin || freebsd || netbsd)

package sshd

import (
	"io/fs"
	"time"
)

// changeOf isn't known here: zero.
func changeOf(fs.FileInfo) time.Duration { return 0 }
