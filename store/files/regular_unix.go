//go:build unix

package files

import "syscall"

// nonblock opens a pipe at once, whether or not anyone writes to it.
const nonblock = syscall.O_NONBLOCK
