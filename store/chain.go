package store

import (
	"context"
	"crypto/sha256"
	"fmt"
)

// Broken is the error for a stream that was changed.
type Broken struct {
	Stream string
	Seq    uint64 // the first record that can't be trusted
	Why    string // a clause that ends the sentence
}

// Error returns one plain sentence for an operator.
func (b *Broken) Error() string {
	return fmt.Sprintf("%s is broken at record %d: %s", b.Stream, b.Seq, b.Why)
}

// Unwrap makes every Broken an ErrDamaged.
func (b *Broken) Unwrap() error { return ErrDamaged }

// Chain checks a stream's records one by one, in order, as they are read. It
// detects a record that was changed, inserted, removed or moved. It detects
// missing records at the end only if it knows one of them: see Expect.
type Chain struct {
	stream string
	head   Header
	known  Header // a header that must come; the zero Header if none
}

// NewChain returns a Chain that waits for the stream's first record.
func NewChain(stream string) *Chain { return &Chain{stream: stream} }

// ChainAfter returns a Chain that waits for the record after head, which the
// caller trusts.
func ChainAfter(head Header) *Chain { return &Chain{stream: head.Stream, head: head} }

// Head returns the last header that held; the zero Header before the first.
func (c *Chain) Head() Header { return c.head }

// Expect names a header that the stream is known to have, from Heads or from
// elsewhere. Call it before the record of that number is added, and End after
// the last.
func (c *Chain) Expect(known Header) { c.known = known }

// End returns a *Broken if the expected header has not come.
func (c *Chain) End() error {
	if c.head.Seq >= c.known.Seq {
		return nil
	}
	return &Broken{Stream: c.stream, Seq: c.head.Seq + 1,
		Why: fmt.Sprintf("it can't be reached, nor can those after it up to %d", c.known.Seq)}
}

// Add checks the next record. It returns a *Broken if r doesn't follow, and
// then still waits for the record that does. A missing payload counts as
// broken: nothing erases payloads yet.
func (c *Chain) Add(r Record) error {
	if why := c.fault(r); why != "" {
		return &Broken{Stream: c.stream, Seq: c.head.Seq + 1, Why: why}
	}
	c.head = r.Header
	return nil
}

// fault says what is wrong with r at this position, "" if nothing is.
func (c *Chain) fault(r Record) string {
	var prev [32]byte
	if c.head.Seq > 0 {
		prev = c.head.Hash()
	}
	switch {
	case r.Stream != c.stream:
		return fmt.Sprintf("a record of %s is in its place", r.Stream)
	case r.Seq != c.head.Seq+1:
		return fmt.Sprintf("record %d is in its place", r.Seq)
	case r.Prev != prev:
		return "it doesn't follow from the header before it, so one of the two was changed"
	case r.Payload == nil:
		return "its payload is gone"
	case sha256.Sum256(r.Payload) != r.Sum:
		return "its payload is not the one that was written"
	case r.Seq == c.known.Seq && r.Header != c.known:
		return "another header is known to be in its place"
	}
	return ""
}

// Verify checks a whole stream and returns its last header, or a *Broken and
// the last header that held. A stream that doesn't exist has the zero Header.
//
// A change to the very last header has no successor to contradict it; where the
// last hash is known from elsewhere, compare it with the returned header's.
func Verify(ctx context.Context, l Log, stream string) (Header, error) {
	return VerifyTo(ctx, l, Header{Stream: stream})
}

// VerifyTo is Verify for a stream that is known to have the header known, as
// Heads returns it, and maybe more by now.
func VerifyTo(ctx context.Context, l Log, known Header) (Header, error) {
	c := NewChain(known.Stream)
	c.Expect(known)
	for r, err := range Scan(ctx, l, known.Stream, 0) {
		if err != nil {
			return c.Head(), fmt.Errorf("verify %s: %w", known.Stream, err)
		}
		if err := c.Add(r); err != nil {
			return c.Head(), err
		}
	}
	return c.Head(), c.End()
}

// ReadOn returns the records after head, which the caller trusts, up to the
// stream's end. If one doesn't follow from head it returns a *Broken, which a
// Checked log reports.
func ReadOn(ctx context.Context, l Log, head Header) ([]Record, error) {
	records, err := l.Read(ctx, head.Stream, head.Seq, 0)
	if err != nil {
		return nil, err
	}
	c := ChainAfter(head)
	for _, r := range records {
		if err := c.Add(r); err != nil {
			return nil, tell(l, err)
		}
	}
	return records, nil
}
