//go:build !linux

package disk

import "errors"

// Mount is refused: there is no FUSE that this package knows.
func (v *Volume) Mount(string) (func() error, error) {
	return nil, errors.New("no FUSE: only on Linux")
}
