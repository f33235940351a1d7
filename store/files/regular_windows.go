//go:build windows

package files

// nonblock is for systems on which pipes have no place among files.
const nonblock = 0
