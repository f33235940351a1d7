package paint

import (
	"slices"
	"sync"
)

// maxMemo bounds the encoded differences that a sheet keeps. Terminals that
// keep up all come from the sheet before; slower ones from a few older ones.
const maxMemo = 8

// Sheet is an immutable list of rows, shared by every screen that looks the
// same. It keeps its own encodings: the first painter that goes from one sheet
// to this one encodes the difference, all others write the same bytes.
type Sheet struct {
	rows []Row
	mark *mark

	mu   sync.Mutex // guards memo and next
	memo []encoding
	next int // of memo, the oldest once it is full
}

// mark is a sheet's identity. A memo holds the older sheet's mark and not the
// sheet, or each sheet would keep all before it in memory.
type mark struct{ _ byte }

// encoding turns the sheet with the mark from (nil: an unknown screen) into the
// sheet that keeps it, for a screen of height lines and width cells.
type encoding struct {
	from          *mark
	width, height int
	bytes         string
}

// NewSheet takes ownership of the rows; the caller must not change them any
// more.
func NewSheet(rows []Row) *Sheet {
	return &Sheet{rows: rows, mark: new(mark)}
}

// Len returns how many rows there are, 0 for a nil sheet.
func (s *Sheet) Len() int {
	if s == nil {
		return 0
	}
	return len(s.rows)
}

// Row returns the row at line y, which must be below [Sheet.Len].
func (s *Sheet) Row(y int) Row { return s.rows[y] }

// from returns the bytes that turn the first height lines of the older sheet
// into this one's on a terminal of that width, or paint them whole if old is
// nil. foul holds the rows that were encoded just now and had faults: the
// caller reports them, so that they are reported once.
func (s *Sheet) from(old *Sheet, width, height int) (bytes string, foul []Row) {
	key := encoding{width: width, height: height}
	if old != nil {
		key.from = old.mark
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, e := range s.memo {
		if e.from == key.from && e.width == width && e.height == height {
			return e.bytes, nil
		}
	}
	p := pen{width: width}
	if old == nil {
		p.whole(s.rows[:height], 0)
	} else {
		p.change(old.rows[:height], s.rows[:height])
	}
	key.bytes = string(p.out)
	s.keep(key)
	return key.bytes, p.foul
}

// keep adds an encoding in place of the oldest. The caller holds the lock.
func (s *Sheet) keep(e encoding) {
	if len(s.memo) < maxMemo {
		s.memo = slices.Grow(s.memo, 1)
		s.memo = append(s.memo, e)
		return
	}
	s.memo[s.next] = e
	s.next = (s.next + 1) % maxMemo
}
