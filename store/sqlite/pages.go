package sqlite

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
)

// ownPages holds the pages that count as written back against the database's
// file, and returns errOver where one isn't there: a file that was copied over
// ours, or over a part of it, under the write-ahead log. As long as that log lies
// over it every record is read whole, but SQLite never writes those pages again.
// A checkpoint of another program, which writes the same pages, passes.
func (w *writer) ownPages() error {
	wal, err := os.Open(w.log.files.path + "-wal")
	if err != nil {
		return fmt.Errorf("look at the write-ahead log: %w", err)
	}
	defer wal.Close()
	const looks = 100 // between which another program may write
	for range looks {
		head, err := readHead(wal)
		if err != nil {
			return err
		}
		all, behind, err := w.session.progress()
		if err != nil || all == 0 {
			return err
		}
		missing := w.missing(wal, head, all, all-behind)
		now, _, err := w.session.progress()
		if err != nil {
			return err
		}
		if after, err := readHead(wal); err != nil || after == head && now == all {
			return errors.Join(err, missing)
		}
	}
	return errRestless
}

// missing returns errOver where the newest frame of a page is among those written
// back, and the page in the database's file is another.
func (w *writer) missing(wal *os.File, head [walHeader]byte, all, back int) error {
	size := int64(binary.BigEndian.Uint32(head[walPageSize:]))
	if size < minPage || size > maxPage {
		return nil // whether the log is whole is asked elsewhere
	}
	newest := map[uint32]int{}
	var pages uint32 // of the database, since the last commit
	for n := 1; n <= all; n++ {
		var frame [8]byte
		if err := readAt(wal, frame[:], walHeader+int64(n-1)*(frameHeader+size)); err != nil {
			return nil // likewise
		}
		newest[binary.BigEndian.Uint32(frame[:])] = n
		pages = binary.BigEndian.Uint32(frame[4:])
	}
	want, have := make([]byte, size), make([]byte, size)
	for page, n := range newest {
		if n > back || page > pages {
			continue
		}
		if err := readAt(wal, want, walHeader+int64(n-1)*(frameHeader+size)+frameHeader); err != nil {
			return nil
		}
		_, err := w.log.files.db.ReadAt(have, int64(page-1)*size)
		if err != nil && !errors.Is(err, io.EOF) {
			return fmt.Errorf("look at the database's file: %w", err)
		}
		if err != nil || !bytes.Equal(want, have) {
			return fmt.Errorf("%w: page %d isn't the one that was written back", errOver, page)
		}
	}
	return nil
}
