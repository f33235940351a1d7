//go:build windows

package files

// nonblock is 0: on Windows, pipes aren't among the files.
const nonblock = 0
