package disk

import (
	"errors"
	"fmt"
	"log"
	"os"
	"syscall"
	"time"

	"github.com/hanwen/go-fuse/v2/fs"
	"github.com/hanwen/go-fuse/v2/fuse"
)

// Mount shows the volume under an empty folder until unmount is called.
func (v *Volume) Mount(at string) (unmount func() error, err error) {
	if f, err := os.OpenFile("/dev/fuse", os.O_RDWR, 0); err != nil {
		return nil, fmt.Errorf("no FUSE: %w", err)
	} else if err := f.Close(); err != nil {
		return nil, err
	}
	none := time.Duration(0) // what the kernel keeps of names and sizes, others change
	server, err := fs.Mount(at, &node{volume: v, inode: v.root}, &fs.Options{
		MountOptions: fuse.MountOptions{
			FsName: "warroom-torture", Name: "warroom-torture", DirectMount: true, DisableXAttrs: true,
		},
		EntryTimeout: &none, AttrTimeout: &none, NegativeTimeout: &none,
		NullPermissions: true,
		UID:             uint32(os.Getuid()), GID: uint32(os.Getgid()),
		RootStableAttr: &fs.StableAttr{Ino: v.root.number},
		Logger:         log.New(os.Stderr, "fuse: ", 0),
	})
	if err != nil {
		return nil, fmt.Errorf("no FUSE: %w", err)
	}
	return func() error { return unmountSoon(server, at) }, nil
}

// unmountSoon unmounts, by force where a process that ends still holds a file.
func unmountSoon(server *fuse.Server, at string) error {
	var err error
	for range 50 {
		if err = server.Unmount(); err == nil {
			return nil
		}
		time.Sleep(20 * time.Millisecond)
	}
	if forced := syscall.Unmount(at, syscall.MNT_DETACH); forced != nil {
		return fmt.Errorf("unmount %s: %w", at, errors.Join(err, forced))
	}
	return nil
}
