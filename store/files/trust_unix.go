//go:build unix

package files

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// The bits of a mode that concern others.
const (
	othersAny    = 0o077
	othersWrite  = 0o022
	othersSearch = 0o011
)

// Private returns an *Exposed if anyone but its owner can read or write the
// file or folder at path, as OpenSSH does with private keys (authfile.c,
// sshkey_perm_ok). It accepts a missing file.
func Private(path string) error {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if info.Mode()&othersAny == 0 {
		return nil
	}
	return &Exposed{path, fmt.Sprintf("is open to others (mode %04o)", info.Mode().Perm()), "chmod go= " + quoted(path)}
}

// Trusted returns an *Exposed if anyone but its owner, the super-user and the
// user running the server can write the file at path, or replace it: the rules
// are sshd's StrictModes (misc.c, safe_path). It checks the folders above up to
// one that nobody else can enter. In a folder with the sticky bit, people can
// only move their own files. It accepts a missing file.
func Trusted(path string) error {
	real, err := filepath.EvalSymlinks(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		real, err = filepath.Abs(real)
	}
	if err != nil {
		return err
	}
	info, err := os.Stat(real)
	if err != nil {
		return err
	}
	if err := closed(real, info, false); err != nil {
		return err
	}
	var found error
	for dir := filepath.Dir(real); ; dir = filepath.Dir(dir) {
		info, err := os.Stat(dir)
		if err != nil {
			return err
		}
		if info.Mode()&othersSearch == 0 && ours(info) {
			return nil // nobody else can get as far as the writable part
		}
		if found == nil {
			found = closed(dir, info, true)
		}
		if dir == filepath.Dir(dir) {
			return found
		}
	}
}

// closed refuses a file or folder that others can write, except a folder of
// ours with the sticky bit.
func closed(path string, info fs.FileInfo, folder bool) error {
	sticky := folder && info.Mode()&fs.ModeSticky != 0
	switch {
	case !ours(info):
		return &Exposed{path, "belongs to somebody else", "chown $(id -u) " + quoted(path)}
	case info.Mode()&othersWrite != 0 && !sticky:
		return &Exposed{path, fmt.Sprintf("can be written by others (mode %04o)", info.Mode().Perm()), "chmod go-w " + quoted(path)}
	}
	return nil
}

// ours reports whether a file belongs to the super-user or to the user running
// the server.
func ours(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return !ok || stat.Uid == 0 || int(stat.Uid) == os.Geteuid()
}

// quoted returns a path quoted for a shell.
func quoted(path string) string {
	if strings.Trim(path, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-+@:,") == "" {
		return path
	}
	return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
}
