package disk

// A page is what is written or lost as a whole, but for one that is torn, of
// which a number of sectors is written.
const (
	pageSize   = 4096
	sectorSize = 512
)

// file holds bytes.
type file struct {
	now    []byte         // what processes see
	synced []byte         // what a power cut leaves at least
	dirty  map[int64]bool // the pages of now that are not in synced
	shrunk int            // the smallest size since the last sync; -1 where it only grew
}

func newFile() *file { return &file{dirty: map[int64]bool{}, shrunk: -1} }

func (f *file) read(to []byte, at int64) int {
	if at >= int64(len(f.now)) {
		return 0
	}
	return copy(to, f.now[at:])
}

func (f *file) write(from []byte, at int64) {
	if end := int(at) + len(from); end > len(f.now) {
		f.resize(end)
	}
	copy(f.now[at:], from)
	f.touch(at, at+int64(len(from)))
}

// resize cuts the file, or lets it grow by zeros.
func (f *file) resize(size int) {
	if size > len(f.now) {
		had := int64(len(f.now))
		f.now = append(f.now, make([]byte, size-len(f.now))...)
		f.touch(had, int64(size))
		return
	}
	clear(f.now[size:])
	f.now = f.now[:size]
	if f.shrunk < 0 || size < f.shrunk {
		f.shrunk = size
	}
	for p := range f.dirty {
		if p*pageSize >= int64(size) {
			delete(f.dirty, p)
		}
	}
}

// touch makes dirty what lies from begin to end.
func (f *file) touch(begin, end int64) {
	for p := begin / pageSize; p*pageSize < end; p++ {
		f.dirty[p] = true
	}
}

// sync makes the file outlive a power cut.
func (f *file) sync() {
	if f.shrunk >= 0 && f.shrunk < len(f.synced) {
		f.synced = f.synced[:f.shrunk]
	}
	for p := range f.dirty {
		f.settle(p, pageSize)
	}
	f.fit()
	f.forget()
}

// settle writes the first bytes of a page.
func (f *file) settle(p int64, bytes int) {
	begin := int(p * pageSize)
	end := min(begin+bytes, len(f.now))
	if end <= begin {
		return
	}
	f.grow(end)
	copy(f.synced[begin:end], f.now[begin:end])
}

// grow makes what is synced at least so long.
func (f *file) grow(size int) {
	if more := size - len(f.synced); more > 0 {
		f.synced = append(f.synced, make([]byte, more)...)
	}
}

// fit gives what is synced the size that processes see.
func (f *file) fit() {
	f.grow(len(f.now))
	f.synced = f.synced[:len(f.now)]
}

// forget takes every page for written.
func (f *file) forget() {
	clear(f.dirty)
	f.shrunk = -1
}
