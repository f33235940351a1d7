package sqlite

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"

	"warroom/store"
)

// Sizes and places in the write-ahead log, in bytes: see "The WAL File Format" of
// SQLite's documentation.
const (
	walHeader   = 32
	walPageSize = 8  // in its header
	walSalts    = 16 // in its header
	walSum      = 24 // in its header
	frameHeader = 24
	frameSalts  = 8  // in a frame's header, after what its sum is of
	frameSum    = 16 // in a frame's header
	minPage     = 512
	maxPage     = 64 << 10
)

// salts tell one beginning of the write-ahead log from the next. Each of its
// frames bears them.
type salts [8]byte

// frames is how far the write-ahead log was whole when it was last looked at. The
// zero frames is not known.
type frames struct {
	salts salts
	last  int // the number of its last frame, from 1
}

// errHole says that the file of the write-ahead log lacks a frame that SQLite
// believes to be there.
var errHole = errors.New("a frame of the write-ahead log isn't in its file")

// whole holds SQLite's belief of the write-ahead log against its file. Where the
// file was cut, SQLite writes on behind the hole, so that soon its size tells
// nothing; but no start will read beyond the hole. Cutting takes the last frame
// first: so the one that was last before must be there, whole, and the file must
// reach to the end of the last one now.
// It returns store.ErrLost where they aren't.
func (w *writer) whole() error {
	if w.log.lock == nil || w.session.db == nil {
		return nil // a tool leaves it to the server
	}
	const looks = 3 // between which another program may begin the log anew
	var err error
	for range looks {
		if w.all, w.behind, err = w.session.progress(); err != nil {
			return err
		}
		var now frames
		if now, err = readFrames(w.log.files.path+"-wal", w.all, w.frames); err == nil {
			w.frames, w.asked = now, true
		}
		if !errors.Is(err, errHole) {
			return err
		}
	}
	err = fmt.Errorf("%s-wal was cut and has grown again: %w: %w", w.log.files.path, err, store.ErrLost)
	w.lose(err)
	return err
}

// readFrames looks for the last of all frames, and for the one that was last
// before, where the log wasn't begun anew since.
func readFrames(path string, all int, before frames) (frames, error) {
	if all == 0 {
		return frames{}, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return frames{}, fmt.Errorf("look at the write-ahead log: %w", err)
	}
	defer f.Close()
	var head [walHeader]byte
	if err := readAt(f, head[:], 0); err != nil {
		return frames{}, err
	}
	size := frameHeader + int64(binary.BigEndian.Uint32(head[walPageSize:]))
	if size < frameHeader+minPage || size > frameHeader+maxPage {
		return frames{}, errHole
	}
	now := frames{salts: salts(head[walSalts:]), last: all}
	// The last one can only be cut as long as nothing is written behind it.
	var end [1]byte
	if err := readAt(f, end[:], walHeader+int64(all)*size-1); err != nil {
		return frames{}, err
	}
	if now.salts != before.salts {
		return now, checkFrame(f, head, size, all)
	}
	return now, checkFrame(f, head, size, before.last)
}

// checkFrame returns errHole where frame n, of so many bytes, isn't there, whole.
func checkFrame(f *os.File, head [walHeader]byte, size int64, n int) error {
	before := head[walSum:] // the sum goes on from the frame before
	at := walHeader + int64(n-1)*size
	if n > 1 {
		before = make([]byte, 8)
		if err := readAt(f, before, at-size+frameSum); err != nil {
			return err
		}
	}
	frame := make([]byte, size)
	if err := readAt(f, frame, at); err != nil {
		return err
	}
	sum := storedSum(before)
	sum.add(head, frame[:frameSalts])
	sum.add(head, frame[frameHeader:])
	if salts(frame[frameSalts:]) != salts(head[walSalts:]) || sum != storedSum(frame[frameSum:]) {
		return errHole
	}
	return nil
}

// storedSum is a checksum as it stands in the file, whatever order it is of.
func storedSum(p []byte) walChecksum {
	return walChecksum{binary.BigEndian.Uint32(p), binary.BigEndian.Uint32(p[4:])}
}

// walChecksum is what SQLite sums up a write-ahead log with.
type walChecksum [2]uint32

// add adds p, of a multiple of 8 bytes, in the order that the log's header says.
func (c *walChecksum) add(head [walHeader]byte, p []byte) {
	word := binary.LittleEndian.Uint32
	if head[3]&1 == 1 {
		word = binary.BigEndian.Uint32
	}
	for ; len(p) >= 8; p = p[8:] {
		c[0] += word(p) + c[1]
		c[1] += word(p[4:]) + c[0]
	}
}

// readAt fills p. What ends too soon is errHole.
func readAt(f *os.File, p []byte, at int64) error {
	switch _, err := f.ReadAt(p, at); {
	case errors.Is(err, io.EOF):
		return fmt.Errorf("%w: it ends before %d bytes", errHole, at+int64(len(p)))
	case err != nil:
		return fmt.Errorf("look at the write-ahead log: %w", err)
	}
	return nil
}
