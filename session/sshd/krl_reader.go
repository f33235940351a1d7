package sshd

import (
	"encoding/binary"
	"errors"
)

// errKRL says that a KRL ends too early.
var errKRL = errors.New("it is cut off")

// krlReader reads SSH's wire types. After an error it returns zeros.
type krlReader struct {
	rest []byte
	err  error
}

func (r *krlReader) more() bool { return r.err == nil && len(r.rest) > 0 }

func (r *krlReader) take(n uint64) []byte {
	if r.err == nil && n > uint64(len(r.rest)) {
		r.err = errKRL
	}
	if r.err != nil {
		return make([]byte, min(n, 8))
	}
	taken := r.rest[:n]
	r.rest = r.rest[n:]
	return taken
}

func (r *krlReader) byte() byte     { return r.take(1)[0] }
func (r *krlReader) uint32() uint32 { return binary.BigEndian.Uint32(r.take(4)) }
func (r *krlReader) uint64() uint64 { return binary.BigEndian.Uint64(r.take(8)) }
func (r *krlReader) string() []byte { return r.take(uint64(r.uint32())) }
