package sshd

import (
	"crypto/rsa"
	"errors"
	"fmt"

	gossh "golang.org/x/crypto/ssh"
)

// leastRSA is the length of the shortest RSA key that is accepted, in bits: NIST SP
// 800-57 part 1, table 2, and the minimum of ssh-keygen.
const leastRSA = 2048

// dsa is the type of a key of 1024 bits, which no SSH since 2015 accepts.
const dsa = "ssh-dss"

// CheckKey returns why a public key can't let anyone in, nil if it can: it is too weak,
// or it is a certificate.
func CheckKey(key gossh.PublicKey) error {
	if _, ok := key.(*gossh.Certificate); ok {
		return errors.New("this is a certificate: give the public key, the .pub file without -cert")
	}
	return checkStrength(key)
}

// checkStrength refuses a key that is too weak, and a certificate of or by such a key.
func checkStrength(key gossh.PublicKey) error {
	if cert, ok := key.(*gossh.Certificate); ok {
		return errors.Join(checkStrength(cert.Key), checkStrength(cert.SignatureKey))
	}
	if key.Type() == dsa {
		return errors.New("ssh-dss is too weak: make a new key with ssh-keygen -t ed25519")
	}
	c, ok := key.(gossh.CryptoPublicKey)
	if !ok {
		return nil // a security key; none of these is weak
	}
	if k, ok := c.CryptoPublicKey().(*rsa.PublicKey); ok && k.N.BitLen() < leastRSA {
		return fmt.Errorf("RSA with %d bits is too weak: make a new key with ssh-keygen -t ed25519", k.N.BitLen())
	}
	return nil
}
