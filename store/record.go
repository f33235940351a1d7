package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"time"
)

// Header is the part of a record that is kept for ever, even if its payload is
// erased.
type Header struct {
	Stream string
	Seq    uint64    // from 1 in its stream, without gaps
	At     time.Time // when it was appended, by the writer's clock, and after the record before; UTC, whole nanoseconds
	Prev   [32]byte  // Hash of the header before it in the stream; zeros in the first
	Sum    [32]byte  // SHA-256 of the payload
}

// headerVersion begins what Hash digests, so that another encoding can follow
// one day and never be mistaken for this one.
const headerVersion = "warroom header 1\n"

// Hash returns the SHA-256 over these bytes, one after the other, integers big
// endian:
//
//	the 17 ASCII bytes "warroom header 1\n"
//	the length of Stream in bytes, 4 bytes
//	Stream
//	Seq, 8 bytes
//	At as nanoseconds since 1970-01-01T00:00:00Z, 8 bytes, two's complement
//	Prev, 32 bytes
//	Sum, 32 bytes
func (h Header) Hash() [32]byte {
	b := make([]byte, 0, 256)
	b = append(b, headerVersion...)
	b = binary.BigEndian.AppendUint32(b, uint32(len(h.Stream)))
	b = append(b, h.Stream...)
	b = binary.BigEndian.AppendUint64(b, h.Seq)
	b = binary.BigEndian.AppendUint64(b, uint64(h.At.UnixNano()))
	b = append(b, h.Prev[:]...)
	b = append(b, h.Sum[:]...)
	return sha256.Sum256(b)
}

// Record is a header and its payload. An empty payload is empty and not nil; a
// nil one means that the payload is gone from the store.
type Record struct {
	Header
	Payload []byte
}

// Draft is a record without its position in the log. At is within the years
// 1678 to 2261, the range of nanoseconds in 64 bits. If it isn't after the
// record before it, it becomes a nanosecond after that: clocks are set back,
// and there may be several writers.
type Draft struct {
	At      time.Time
	Payload []byte // at most MaxPayload; nil counts as empty
}

// MaxPayload is the largest payload, in bytes. Files are not payloads.
const MaxPayload = 16 << 20

// Prepare is for engines: it checks an Append's arguments and turns the drafts
// into records without positions. The payloads are copies.
func Prepare(stream string, drafts []Draft) ([]Record, error) {
	if err := CheckStream(stream); err != nil {
		return nil, err
	}
	records := make([]Record, len(drafts))
	for i, d := range drafts {
		if err := d.check(); err != nil {
			return nil, fmt.Errorf("draft %d of %d: %w", i+1, len(drafts), err)
		}
		records[i] = Record{
			Header: Header{
				Stream: stream,
				At:     time.Unix(0, d.At.UnixNano()).UTC(),
				Sum:    sha256.Sum256(d.Payload),
			},
			Payload: append([]byte{}, d.Payload...),
		}
	}
	return records, nil
}

func (d Draft) check() error {
	if y := d.At.UTC().Year(); y < 1678 || y > 2261 {
		return fmt.Errorf("its time %s is outside of the years 1678 to 2261", d.At.UTC().Format(time.RFC3339))
	}
	if len(d.Payload) > MaxPayload {
		return fmt.Errorf("its payload of %d bytes is over the limit of %d", len(d.Payload), MaxPayload)
	}
	return nil
}

// Link is for engines: it gives prepared records their positions after head,
// the zero Header for a new stream, and makes each stamp later than the one
// before. It returns ErrConflict if head is not at after.
func Link(head Header, after uint64, records []Record) error {
	if head.Seq != after {
		return fmt.Errorf("after %d, where the stream ends at %d: %w", after, head.Seq, ErrConflict)
	}
	for i := range records {
		if head.Seq > 0 {
			records[i].Prev = head.Hash()
			if !records[i].At.After(head.At) {
				records[i].At = head.At.Add(1)
			}
		}
		records[i].Seq = head.Seq + 1
		head = records[i].Header
	}
	return nil
}

// Clone returns a copy of r that shares no memory with it.
func (r Record) Clone() Record {
	r.Payload = bytes.Clone(r.Payload)
	return r
}
