// Package disk is a file system in memory that fails on command.
//
// Its one idea: of each file it keeps apart what processes see and what would
// outlive a power cut, page by page, so that a cut can be played. It is mounted
// through FUSE where the machine has it. It refuses to know whose files it holds.
package disk

import (
	"maps"
	"slices"
	"sync"
	"syscall"
	"time"
)

// Volume is one such file system. Make one with [New].
type Volume struct {
	kind Kind

	mu    sync.Mutex // guards all below, and every inode
	root  *inode
	last  uint64 // the inode number that was given last
	rules []*Rule
}

// Kind is how a volume behaves where real file systems differ.
type Kind struct {
	// Strict keeps a name through a power cut only once its folder was synced.
	// Otherwise names are kept as they come.
	Strict bool

	// Patient keeps pages to be written after a sync that failed. Otherwise they
	// count as written, as on Linux, and no later sync writes them.
	Patient bool
}

// inode is a file or a folder.
type inode struct {
	number  uint64
	mode    uint32 // permissions
	changed time.Time
	*file
	*folder
}

// folder holds names. Its past is what they were, beginning with the last sync.
type folder struct {
	names map[string]*inode
	past  []map[string]*inode
}

// New makes an empty volume.
func New(kind Kind) *Volume {
	v := &Volume{kind: kind}
	v.root = v.newFolder(0o755)
	return v
}

func (v *Volume) newFolder(mode uint32) *inode {
	return v.number(&inode{mode: mode, folder: &folder{names: map[string]*inode{}}})
}

func (v *Volume) newFile(mode uint32) *inode {
	return v.number(&inode{mode: mode, file: newFile()})
}

// number gives n the next number: none is ever used again, so that a file that
// took another's name is another.
func (v *Volume) number(n *inode) *inode {
	v.last++
	n.number, n.changed = v.last, time.Now()
	return n
}

// change lets act change the names, and keeps the old ones.
func (f *folder) change(act func()) {
	f.past = append(f.past, maps.Clone(f.names))
	act()
}

// add gives n a name in f that is free.
func (v *Volume) add(f *folder, name string, n *inode) syscall.Errno {
	if f.names[name] != nil {
		return syscall.EEXIST
	}
	f.change(func() { f.names[name] = n })
	return 0
}

func (v *Volume) remove(f *folder, name string, folders bool) syscall.Errno {
	n := f.names[name]
	switch {
	case n == nil:
		return syscall.ENOENT
	case folders != (n.folder != nil):
		return syscall.EISDIR
	case folders && len(n.names) > 0:
		return syscall.ENOTEMPTY
	}
	f.change(func() { delete(f.names, name) })
	return 0
}

func (v *Volume) rename(f *folder, from, to string) syscall.Errno {
	n := f.names[from]
	if n == nil {
		return syscall.ENOENT
	}
	f.change(func() {
		f.names[to] = n
		delete(f.names, from)
	})
	return 0
}

// sync makes the names outlive a power cut.
func (f *folder) sync() { f.past = nil }

// list returns the names in a stable order.
func (f *folder) list() []string { return slices.Sorted(maps.Keys(f.names)) }
