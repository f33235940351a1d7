package incident

import (
	"bytes"
	"crypto/sha256"
	"math/big"
	"strings"
)

// checkBitcoin accepts an address of Bitcoin's main network with a right checksum:
// Base58Check, Bech32 (BIP 173) or Bech32m (BIP 350).
func checkBitcoin(s string) (string, bool) {
	if len(s) > 3 && strings.EqualFold(s[:3], "bc1") {
		lower := strings.ToLower(s)
		return lower, (s == lower || s == strings.ToUpper(s)) && isBech32(lower)
	}
	return s, isBase58(s)
}

func isBitcoin(s string) bool { _, ok := checkBitcoin(s); return ok }

// isBase58 checks 25 bytes: a version (0 or 5), a hash, and a checksum of both.
func isBase58(s string) bool {
	if len(s) < 26 || len(s) > 35 || s[0] != '1' && s[0] != '3' {
		return false
	}
	n, base := new(big.Int), big.NewInt(58)
	for i := range len(s) {
		digit := strings.IndexByte("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", s[i])
		if digit < 0 {
			return false
		}
		n.Add(n.Mul(n, base), big.NewInt(int64(digit)))
	}
	if n.BitLen() > 25*8 {
		return false
	}
	all := n.FillBytes(make([]byte, 25))
	once := sha256.Sum256(all[:21])
	twice := sha256.Sum256(once[:])
	return bytes.Equal(twice[:4], all[21:]) && (all[0] == 0 && s[0] == '1' || all[0] == 5 && s[0] == '3')
}

// isBech32 checks a witness program: Bech32 for version 0, Bech32m for later ones.
func isBech32(s string) bool {
	data := s[len("bc1"):]
	if len(data) < 8 || len(s) > 90 {
		return false
	}
	check := uint32(1)
	step := func(v uint32) {
		top := check >> 25
		check = check&0x1ffffff<<5 ^ v
		for i, g := range [...]uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
			if top>>i&1 == 1 {
				check ^= g
			}
		}
	}
	for _, v := range [...]uint32{3, 3, 0, 2, 3} { // "bc", as BIP 173 expands it
		step(v)
	}
	for i := range len(data) {
		v := strings.IndexByte("qpzry9x8gf2tvdw0s3jn54khce6mua7l", data[i])
		if v < 0 {
			return false
		}
		step(uint32(v))
	}
	if data[0] == 'q' {
		return check == 1
	}
	return check == 0x2bc830a3
}
