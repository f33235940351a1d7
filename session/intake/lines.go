package intake

import (
	"bufio"
	"errors"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// decoded returns what r sends in UTF-8, without a mark of the byte order. Text of
// UTF-16 is known by its mark, or by the zeros in it. The note says what was assumed.
func decoded(r io.Reader) (text *bufio.Reader, note string) {
	raw := bufio.NewReaderSize(r, maxRow)
	head, _ := raw.Peek(4) // a shorter list has no mark of four bytes
	order, marked := unicode.LittleEndian, false
	switch {
	case len(head) >= 3 && string(head[:3]) == "\xef\xbb\xbf":
		_, _ = raw.Discard(3) // the mark is there: Peek saw it
		return raw, ""
	case len(head) >= 2 && head[0] == 0xff && head[1] == 0xfe:
		marked = true
	case len(head) >= 2 && head[0] == 0xfe && head[1] == 0xff:
		order, marked = unicode.BigEndian, true
	case len(head) == 4 && head[0] != 0 && head[1] == 0 && head[2] != 0 && head[3] == 0:
	case len(head) == 4 && head[0] == 0 && head[1] != 0 && head[2] == 0 && head[3] != 0:
		order = unicode.BigEndian
	default:
		return raw, ""
	}
	if note = "read as UTF-16"; !marked {
		note += ", since every second byte is zero"
	}
	return bufio.NewReaderSize(unicode.UTF16(order, unicode.UseBOM).NewDecoder().Reader(raw), maxRow), note
}

// lines reads a text line by line. A line ends at \n, \r\n or \r.
type lines struct {
	r    *bufio.Reader
	most int // bytes of a line; more are skipped
	list *List
	at   int        // the number of the last line
	back []backLine // lines that were put back, the next one last
	open int        // rows without an end
	room []byte
}

// backLine is a line that was put back, and whether it was longer than it may be.
type backLine struct {
	text string
	long bool
}

// next returns the next line, and whether it was longer than it may be. The error is
// io.EOF after the last one.
func (l *lines) next() (line string, long bool, err error) {
	if n := len(l.back); n > 0 {
		again := l.back[n-1]
		l.back = l.back[:n-1]
		l.at++
		return again.text, again.long, nil
	}
	l.room = l.room[:0]
	for {
		b, err := l.r.ReadByte()
		if errors.Is(err, io.EOF) && len(l.room) > 0 {
			break
		}
		if err != nil {
			return "", false, err
		}
		if b == '\n' {
			break
		}
		if b == '\r' {
			if after, _ := l.r.Peek(1); len(after) == 1 && after[0] == '\n' {
				_, _ = l.r.Discard(1) // it is there: Peek saw it
			}
			break
		}
		if len(l.room) < l.most {
			l.room = append(l.room, b)
		} else {
			long = true
		}
	}
	l.at++
	return l.text(), long, nil
}

// peek returns the next lines, at most so many, and leaves them to be read.
func (l *lines) peek(most int) ([]backLine, error) {
	var ahead []backLine
	for len(ahead) < most {
		line, long, err := l.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		ahead = append(ahead, backLine{line, long})
	}
	l.unread(ahead)
	return ahead, nil
}

// text returns the line in UTF-8. One that isn't is of an older encoding.
func (l *lines) text() string {
	if utf8.Valid(l.room) {
		return string(l.room)
	}
	l.list.note("what isn't UTF-8 was read as Latin-1 (Windows-1252): look at its accents")
	text, err := charmap.Windows1252.NewDecoder().Bytes(l.room)
	if err != nil {
		return string(l.room)
	}
	return string(text)
}

// unread puts lines back, to be read again in their order.
func (l *lines) unread(again []backLine) {
	l.at -= len(again)
	for i := len(again) - 1; i >= 0; i-- {
		l.back = append(l.back, again[i])
	}
}
