package session

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"golang.org/x/crypto/argon2"
)

// A code has letters of Crockford's base 32, which leaves out U, and I, L and O, which
// look like digits. Each is five bits.
const (
	codeAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	codeLength   = 12
	codeGroup    = 4
)

// newCode returns 60 random bits as text: "7K2M-9QXA-40TD".
func newCode() string {
	var random [codeLength]byte
	rand.Read(random[:]) // never fails: crypto/rand ends the program first
	var code strings.Builder
	for i, b := range random {
		if i > 0 && i%codeGroup == 0 {
			code.WriteByte('-')
		}
		code.WriteByte(codeAlphabet[b&31])
	}
	return code.String()
}

// codeTypos replaces letters that no code has by the digits that they look like.
var codeTypos = strings.NewReplacer("O", "0", "I", "1", "L", "1")

// normalizeCode returns a typed code in the form that is hashed: case, blanks and
// hyphens don't count. It returns "" for what can't be a code.
func normalizeCode(typed string) string {
	code := codeTypos.Replace(strings.ToUpper(strings.Map(func(r rune) rune {
		if strings.ContainsRune("- \t\r\n", r) {
			return -1
		}
		return r
	}, typed)))
	if len(code) != codeLength || strings.Trim(code, codeAlphabet) != "" {
		return ""
	}
	return code
}

// newSalt returns a salt for the hashes of codes.
func newSalt() string {
	var salt [16]byte
	rand.Read(salt[:])
	return hex.EncodeToString(salt[:])
}

// codeSum returns the hash of a code that is stored, in hex: Argon2id with two passes
// over 19 MiB (OWASP's minimum), some 30 ms of a core. To find one code, a thief of the
// record needs 2^59 of these before the invite ends. Without a salt it is the hash of
// older versions, whose codes had 128 bits: the SHA-256 of the code's letters. It is ""
// for what can't be a code.
func codeSum(code, salt string) string {
	if salt == "" {
		return oldCodeSum(code)
	}
	read := normalizeCode(code)
	if read == "" {
		return ""
	}
	return hex.EncodeToString(argon2.IDKey([]byte(read), []byte(salt), 2, 19<<10, 1, 32))
}

// oldCodeSum returns the hash of a code of eight words, as "lusab-babad-…".
func oldCodeSum(code string) string {
	letters := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, strings.ToLower(code))
	sum := sha256.Sum256([]byte(letters))
	return hex.EncodeToString(sum[:])
}
