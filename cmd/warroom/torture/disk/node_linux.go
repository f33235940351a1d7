package disk

import (
	"context"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/hanwen/go-fuse/v2/fs"
	"github.com/hanwen/go-fuse/v2/fuse"
)

// node is an inode as FUSE asks for it.
type node struct {
	fs.Inode
	volume *Volume
	inode  *inode
	name   string // that it was first found under: what rules go by
}

var (
	_ fs.NodeLookuper  = (*node)(nil)
	_ fs.NodeCreater   = (*node)(nil)
	_ fs.NodeMkdirer   = (*node)(nil)
	_ fs.NodeUnlinker  = (*node)(nil)
	_ fs.NodeRmdirer   = (*node)(nil)
	_ fs.NodeRenamer   = (*node)(nil)
	_ fs.NodeReaddirer = (*node)(nil)
	_ fs.NodeGetattrer = (*node)(nil)
	_ fs.NodeSetattrer = (*node)(nil)
	_ fs.NodeOpener    = (*node)(nil)
	_ fs.NodeReader    = (*node)(nil)
	_ fs.NodeWriter    = (*node)(nil)
	_ fs.NodeFsyncer   = (*node)(nil)
	_ fs.NodeStatfser  = (*node)(nil)
)

// child returns the node of a file or folder in this folder.
func (n *node) child(ctx context.Context, name string, i *inode, out *fuse.EntryOut) *fs.Inode {
	i.attributes(&out.Attr)
	kind := uint32(syscall.S_IFREG)
	if i.folder != nil {
		kind = syscall.S_IFDIR
	}
	return n.NewInode(ctx, &node{volume: n.volume, inode: i, name: name}, fs.StableAttr{Mode: kind, Ino: i.number})
}

func (i *inode) attributes(out *fuse.Attr) {
	out.Ino, out.Mode, out.Nlink = i.number, i.mode|syscall.S_IFDIR, 1
	if i.file != nil {
		out.Mode = i.mode | syscall.S_IFREG
		out.Size = uint64(len(i.now))
		out.Blocks = (out.Size + sectorSize - 1) / sectorSize
	}
	out.SetTimes(nil, &i.changed, &i.changed)
	out.Owner = fuse.Owner{Uid: uint32(os.Getuid()), Gid: uint32(os.Getgid())}
}

// meet waits out what the ask meets, and gives the rule, or an error. What the
// kernel asks by itself, as to write mapped memory back, meets none.
func (n *node) meet(ctx context.Context, op Op) (*Rule, syscall.Errno) {
	caller, ok := fuse.FromContext(ctx)
	if !ok || caller.Pid == 0 {
		return nil, 0
	}
	r := n.volume.rule(op, n.name)
	if !r.wait(func() bool { return killed(caller.Pid) }) {
		return r, syscall.EINTR
	}
	return r, r.err()
}

// killed tells whether the thread that asks was killed: what waits for a disk
// gives up for nothing less.
func killed(thread uint32) bool {
	text, err := os.ReadFile("/proc/" + strconv.Itoa(int(thread)) + "/status")
	return err != nil || pendingKill(string(text))
}

// pendingKill reads a process's status.
func pendingKill(status string) bool {
	const kill = 1 << (syscall.SIGKILL - 1)
	for line := range strings.Lines(status) {
		name, value, _ := strings.Cut(line, ":")
		if name != "SigPnd" && name != "ShdPnd" {
			continue
		}
		if set, err := strconv.ParseUint(strings.TrimSpace(value), 16, 64); err == nil && set&kill != 0 {
			return true
		}
	}
	return false
}

func (n *node) Lookup(ctx context.Context, name string, out *fuse.EntryOut) (*fs.Inode, syscall.Errno) {
	n.volume.mu.Lock()
	defer n.volume.mu.Unlock()
	i := n.inode.names[name]
	if i == nil {
		return nil, syscall.ENOENT
	}
	return n.child(ctx, name, i, out), 0
}

func (n *node) Create(ctx context.Context, name string, _, mode uint32, out *fuse.EntryOut) (*fs.Inode, fs.FileHandle, uint32, syscall.Errno) {
	if r := n.volume.rule(Open, name); r.err() != 0 {
		return nil, nil, 0, r.err()
	}
	n.volume.mu.Lock()
	defer n.volume.mu.Unlock()
	i := n.volume.newFile(mode & 0o7777)
	if err := n.volume.add(n.inode.folder, name, i); err != 0 {
		return nil, nil, 0, err
	}
	return n.child(ctx, name, i, out), nil, 0, 0
}

func (n *node) Mkdir(ctx context.Context, name string, mode uint32, out *fuse.EntryOut) (*fs.Inode, syscall.Errno) {
	n.volume.mu.Lock()
	defer n.volume.mu.Unlock()
	i := n.volume.newFolder(mode & 0o7777)
	if err := n.volume.add(n.inode.folder, name, i); err != 0 {
		return nil, err
	}
	return n.child(ctx, name, i, out), 0
}

func (n *node) Unlink(_ context.Context, name string) syscall.Errno {
	n.volume.mu.Lock()
	defer n.volume.mu.Unlock()
	return n.volume.remove(n.inode.folder, name, false)
}

func (n *node) Rmdir(_ context.Context, name string) syscall.Errno {
	n.volume.mu.Lock()
	defer n.volume.mu.Unlock()
	return n.volume.remove(n.inode.folder, name, true)
}

func (n *node) Rename(_ context.Context, name string, to fs.InodeEmbedder, newName string, flags uint32) syscall.Errno {
	n.volume.mu.Lock()
	defer n.volume.mu.Unlock()
	target, ok := to.(*node)
	if !ok || target.inode != n.inode || flags != 0 {
		return syscall.EXDEV // between folders nobody moves anything here
	}
	return n.volume.rename(n.inode.folder, name, newName)
}

func (n *node) Readdir(context.Context) (fs.DirStream, syscall.Errno) {
	n.volume.mu.Lock()
	defer n.volume.mu.Unlock()
	var all []fuse.DirEntry
	for _, name := range n.inode.list() {
		i := n.inode.names[name]
		var a fuse.Attr
		i.attributes(&a)
		all = append(all, fuse.DirEntry{Name: name, Mode: a.Mode, Ino: i.number})
	}
	return fs.NewListDirStream(all), 0
}

func (n *node) Getattr(_ context.Context, _ fs.FileHandle, out *fuse.AttrOut) syscall.Errno {
	n.volume.mu.Lock()
	defer n.volume.mu.Unlock()
	n.inode.attributes(&out.Attr)
	return 0
}

func (n *node) Setattr(ctx context.Context, _ fs.FileHandle, in *fuse.SetAttrIn, out *fuse.AttrOut) syscall.Errno {
	size, cut := in.GetSize()
	if cut {
		if _, err := n.meet(ctx, Truncate); err != 0 {
			return err
		}
	}
	n.volume.mu.Lock()
	defer n.volume.mu.Unlock()
	if mode, ok := in.GetMode(); ok {
		n.inode.mode = mode & 0o7777
	}
	if cut && n.inode.file != nil {
		n.inode.resize(int(size))
	}
	n.inode.changed = time.Now()
	n.inode.attributes(&out.Attr)
	return 0
}

func (n *node) Open(ctx context.Context, _ uint32) (fs.FileHandle, uint32, syscall.Errno) {
	_, err := n.meet(ctx, Open)
	return nil, 0, err
}

func (n *node) Read(ctx context.Context, _ fs.FileHandle, to []byte, at int64) (fuse.ReadResult, syscall.Errno) {
	if _, err := n.meet(ctx, Read); err != 0 {
		return nil, err
	}
	n.volume.mu.Lock()
	defer n.volume.mu.Unlock()
	return fuse.ReadResultData(to[:n.inode.read(to, at)]), 0
}

func (n *node) Write(ctx context.Context, _ fs.FileHandle, from []byte, at int64) (uint32, syscall.Errno) {
	r, err := n.meet(ctx, Write)
	if err != 0 {
		return 0, err
	}
	if r != nil && r.Short {
		from = from[:len(from)/2]
	}
	n.volume.mu.Lock()
	defer n.volume.mu.Unlock()
	n.inode.write(from, at)
	n.inode.changed = time.Now()
	return uint32(len(from)), 0
}

func (n *node) Fsync(ctx context.Context, _ fs.FileHandle, _ uint32) syscall.Errno {
	_, err := n.meet(ctx, Sync)
	n.volume.mu.Lock()
	defer n.volume.mu.Unlock()
	switch {
	case err == 0 && n.inode.file != nil:
		n.inode.file.sync()
	case err == 0:
		n.inode.folder.sync()
	case n.inode.file != nil && !n.volume.kind.Patient:
		n.inode.fit()
		n.inode.forget()
	}
	return err
}

// Statfs tells of plenty of room.
func (n *node) Statfs(_ context.Context, out *fuse.StatfsOut) syscall.Errno {
	out.Blocks, out.Bfree, out.Bavail, out.Bsize, out.Frsize, out.NameLen = 1<<20, 1<<19, 1<<19, pageSize, pageSize, 255
	return 0
}
