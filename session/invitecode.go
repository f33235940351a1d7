package session

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"golang.org/x/crypto/argon2"
)

// The letters of a code: Crockford's base 32, which leaves out I, L and O, taken
// for digits, and U. Each is five bits.
const (
	codeAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	codeLength   = 12
	codeGroup    = 4
)

// newCode is 60 random bits, to be typed or read over a phone: "7K2M-9QXA-40TD".
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

// codeTypos are letters that no code has, for the digits that they are taken for.
var codeTypos = strings.NewReplacer("O", "0", "I", "1", "L", "1")

// normalizeCode is a code as it was typed, in the one form that is hashed: neither
// case, blanks nor hyphens count. What can't be a code is "".
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

// newSalt is what the sums of a house's codes are made with.
func newSalt() string {
	var salt [16]byte
	rand.Read(salt[:])
	return hex.EncodeToString(salt[:])
}

// codeSum is what is stored of a code, in hex: its Argon2id with two passes over
// 19 MiB (OWASP's least), some 30 ms of a core. So whoever has a copy of the
// record would need 2^59 times that to find one of its codes, and has until the
// invite ends. Without a salt it is as older programs made it, of codes of 128
// bits: the SHA-256 of the code's letters. It is "" for what can't be a code.
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

// oldCodeSum is of a code that was eight words, as "lusab-babad-…".
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
