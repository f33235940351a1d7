//go:build !linux

package disk

import "errors"

// Mount fails: this package knows no FUSE of this system.
func (v *Volume) Mount(string) (func() error, error) {
	return nil, errors.New("no FUSE: only on Linux")
}
