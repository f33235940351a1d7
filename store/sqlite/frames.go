package sqlite

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"

	"warroom/store"
)

// Sizes and offsets in the write-ahead log, in bytes: see "The WAL File Format"
// of SQLite's documentation.
const (
	walHeader   = 32
	walPageSize = 8  // in its header
	walSalts    = 16 // in its header
	walSum      = 24 // in its header
	frameHeader = 24
	frameSalts  = 8  // in a frame's header, after the part that its sum covers
	frameSum    = 16 // in a frame's header
	minPage     = 512
	maxPage     = 64 << 10
)

// salts distinguish one restart of the write-ahead log from the next. Each of
// its frames has them.
type salts [8]byte

// frames records up to which frame the write-ahead log was complete at the last
// look. The zero frames is unknown.
type frames struct {
	salts salts
	last  int // the number of its last frame, from 1
}

// errHole says that the file of the write-ahead log is missing a frame that
// SQLite has written.
var errHole = errors.New("a frame of the write-ahead log isn't in its file")

// whole compares SQLite's state of the write-ahead log with its file. If the
// file was cut, SQLite writes on after the hole, so that soon the size shows
// nothing; but no start will read past the hole. So it reads the new frames as
// a start does, from the last known frame. It returns store.ErrLost if a frame
// is missing.
func (w *writer) whole() error {
	if w.log.lock == nil || w.session.db == nil {
		return nil // a tool leaves it to the server
	}
	err := w.readOn()
	if errors.Is(err, errHole) {
		err = fmt.Errorf("%s-wal was cut and has grown again: %w: %w", w.log.files.path, err, store.ErrLost)
		w.lose(err)
	}
	return err
}

// readOn reads the frames added to the write-ahead log, or returns errHole.
func (w *writer) readOn() error {
	f, err := os.Open(w.log.files.path + "-wal")
	if err != nil {
		return fmt.Errorf("look at the write-ahead log: %w", err)
	}
	defer f.Close()
	const looks = 100 // tries, between which another program may restart the log
	for n := range looks {
		head, err := readHead(f)
		if err != nil {
			return err
		}
		if w.all, w.behind, err = w.session.progress(); err != nil {
			return err
		}
		now, found := readFrames(f, head, w.all, w.frames)
		after, err := readHead(f)
		if err != nil {
			return err
		}
		if head != after || head == [walHeader]byte{} && found != nil && n < looks-1 {
			// It was restarted meanwhile. A missing header looks the same
			// before and after: others may have written one, and cut the log,
			// in between.
			continue
		}
		if found == nil {
			w.frames, w.asked = now, true
		}
		return found
	}
	return errRestless
}

// errRestless says that the log can't be read because other programs keep
// restarting it.
var errRestless = errors.New("another program restarts the write-ahead log all the time")

// readHead returns the log's header, with zeros for missing bytes: SQLite
// writes it again with the first frame.
func readHead(f *os.File) (head [walHeader]byte, err error) {
	if err := readAt(f, head[:], 0); err != nil && !errors.Is(err, errHole) {
		return head, err
	}
	return head, nil
}

// readFrames reads the frames after the last known one, or from the first if
// the log was restarted since, up to frame all.
func readFrames(f *os.File, head [walHeader]byte, all int, before frames) (frames, error) {
	if all == 0 {
		return frames{}, nil
	}
	size := frameHeader + int64(binary.BigEndian.Uint32(head[walPageSize:]))
	if size < frameHeader+minPage || size > frameHeader+maxPage {
		return frames{}, errHole
	}
	now := frames{salts: salts(head[walSalts:]), last: all}
	n := before.last
	if now.salts != before.salts {
		n = 1
	}
	sum := storedSum(head[walSum:])
	if n > 1 { // the sum continues from the frame before
		var stored [8]byte
		if err := readAt(f, stored[:], walHeader+int64(n-2)*size+frameSum); err != nil {
			return now, err
		}
		sum = storedSum(stored[:])
	}
	for frame := make([]byte, size); n <= all; n++ {
		if err := readAt(f, frame, walHeader+int64(n-1)*size); err != nil {
			return now, err
		}
		sum.add(head, frame[:frameSalts])
		sum.add(head, frame[frameHeader:])
		if salts(frame[frameSalts:]) != now.salts || sum != storedSum(frame[frameSum:]) {
			return now, fmt.Errorf("%w: %d of %d", errHole, n, all)
		}
	}
	return now, nil
}

// storedSum returns a checksum from the file. Its byte order is always big
// endian.
func storedSum(p []byte) walChecksum {
	return walChecksum{binary.BigEndian.Uint32(p), binary.BigEndian.Uint32(p[4:])}
}

// walChecksum is the checksum of a write-ahead log.
type walChecksum [2]uint32

// add adds p, of a multiple of 8 bytes, in the byte order of the log's header.
func (c *walChecksum) add(head [walHeader]byte, p []byte) {
	a, b := c[0], c[1]
	if head[3]&1 == 1 {
		for ; len(p) >= 8; p = p[8:] {
			a += binary.BigEndian.Uint32(p) + b
			b += binary.BigEndian.Uint32(p[4:]) + a
		}
	}
	for ; len(p) >= 8; p = p[8:] { // as on nearly every machine
		a += binary.LittleEndian.Uint32(p) + b
		b += binary.LittleEndian.Uint32(p[4:]) + a
	}
	*c = walChecksum{a, b}
}

// readAt fills p. It returns errHole if the file ends before.
func readAt(f *os.File, p []byte, at int64) error {
	switch _, err := f.ReadAt(p, at); {
	case errors.Is(err, io.EOF):
		return fmt.Errorf("%w: it ends before %d bytes", errHole, at+int64(len(p)))
	case err != nil:
		return fmt.Errorf("look at the write-ahead log: %w", err)
	}
	return nil
}
