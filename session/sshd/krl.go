package sshd

import (
	"bytes"
	"crypto/sha1"
	"crypto/sha256"
	"fmt"
	"math/big"

	gossh "golang.org/x/crypto/ssh"
)

// krlMagic begins a key revocation list, as ssh-keygen -k writes it. The format is
// described in OpenSSH's PROTOCOL.krl.
const krlMagic = "SSHKRL\n\x00"

// Sections of a KRL, and of its section about certificates.
const (
	krlCertificates = 1
	krlKeys         = 2
	krlSHA1         = 3
	krlSignature    = 4
	krlSHA256       = 5

	krlSerials = 0x20
	krlRange   = 0x21
	krlBitmap  = 0x22
	krlKeyIDs  = 0x23
)

// krl is a key revocation list.
type krl struct {
	blobs  map[string]bool // keys by wire form, and fingerprints by their bytes
	issued []krlIssuer
}

// krlIssuer is what a KRL revokes of the certificates of one authority.
type krlIssuer struct {
	authority string // its key's wire form; empty: any
	ranges    []krlSpan
	bitmaps   []krlBits
	ids       map[string]bool
}

type krlSpan struct{ from, to uint64 }

// krlBits revokes the serial from+n for each bit n that is set.
type krlBits struct {
	from uint64
	bits *big.Int
}

// parseKRL parses a whole KRL.
func parseKRL(text []byte) (*krl, error) {
	rest, whole := bytes.CutPrefix(text, []byte(krlMagic))
	if !whole {
		return nil, errKRL
	}
	r := krlReader{rest: rest}
	if v := r.uint32(); v != 1 {
		return nil, fmt.Errorf("its format is version %d: only 1 is known", v)
	}
	r.take(8 + 8 + 8) // version, date, flags
	r.string()        // reserved
	r.string()        // comment
	k := &krl{blobs: map[string]bool{}}
	for r.err == nil && len(r.rest) > 0 {
		kind := r.byte()
		section := krlReader{rest: r.string(), err: r.err}
		if err := k.section(kind, &section); err != nil {
			return nil, err
		}
	}
	return k, r.err
}

// section adds one section. A section of an unknown kind is an error: the keys that it
// revokes would be let in.
func (k *krl) section(kind byte, r *krlReader) error {
	switch kind {
	case krlCertificates:
		return k.certificates(r)
	case krlKeys, krlSHA1, krlSHA256:
		for r.more() {
			k.blobs[string(r.string())] = true
		}
	case krlSignature:
	default:
		return fmt.Errorf("it has a section of the unknown kind %d", kind)
	}
	return r.err
}

func (k *krl) certificates(r *krlReader) error {
	i := krlIssuer{authority: string(r.string()), ids: map[string]bool{}}
	r.string() // reserved
	for r.more() {
		kind := r.byte()
		part := krlReader{rest: r.string(), err: r.err}
		for part.more() {
			switch kind {
			case krlSerials:
				n := part.uint64()
				i.ranges = append(i.ranges, krlSpan{n, n})
			case krlRange:
				i.ranges = append(i.ranges, krlSpan{part.uint64(), part.uint64()})
			case krlBitmap:
				i.bitmaps = append(i.bitmaps, krlBits{part.uint64(), new(big.Int).SetBytes(part.string())})
			case krlKeyIDs:
				i.ids[string(part.string())] = true
			default:
				return fmt.Errorf("it revokes certificates in the unknown way %d", kind)
			}
		}
		if part.err != nil {
			return part.err
		}
	}
	k.issued = append(k.issued, i)
	return r.err
}

// revokes reports whether the list revokes key, or the certificate that it is.
func (k *krl) revokes(key gossh.PublicKey) bool {
	blob := key.Marshal()
	one, two := sha1.Sum(blob), sha256.Sum256(blob) // SHA-1 names keys here, and proves nothing
	if k.blobs[string(blob)] || k.blobs[string(one[:])] || k.blobs[string(two[:])] {
		return true
	}
	cert, ok := key.(*gossh.Certificate)
	if !ok {
		return false
	}
	for _, i := range k.issued {
		if (i.authority == "" || i.authority == string(cert.SignatureKey.Marshal())) && i.revokes(cert) {
			return true
		}
	}
	return false
}

// revokes reports whether cert is revoked by its key ID or its serial. A serial of zero
// means that none was given.
func (i krlIssuer) revokes(cert *gossh.Certificate) bool {
	if i.ids[cert.KeyId] {
		return true
	}
	if cert.Serial == 0 {
		return false
	}
	for _, s := range i.ranges {
		if s.from <= cert.Serial && cert.Serial <= s.to {
			return true
		}
	}
	for _, b := range i.bitmaps {
		if n := cert.Serial - b.from; cert.Serial >= b.from && n < uint64(b.bits.BitLen()) && b.bits.Bit(int(n)) == 1 {
			return true
		}
	}
	return false
}
