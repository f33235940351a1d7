package sshd

import (
	"crypto/rsa"
	"errors"
	"fmt"

	gossh "golang.org/x/crypto/ssh"
)

// leastRSA is the shortest RSA key that proves anything, in bits: NIST SP
// 800-57 part 1, table 2, and what OpenSSH makes at the least.
const leastRSA = 2048

// dsa is the type of a key of 1024 bits, which no SSH made since 2015 takes.
const dsa = "ssh-dss"

// CheckKey says why a public key can't let anyone in, nil where it can: it is too
// weak to prove anything, or it is a certificate and no key.
func CheckKey(key gossh.PublicKey) error {
	if _, ok := key.(*gossh.Certificate); ok {
		return errors.New("this is a certificate: give the public key, the .pub file without -cert")
	}
	return checkStrength(key)
}

// checkStrength refuses a key that is too weak to prove anything, and a
// certificate of such a key or by one.
func checkStrength(key gossh.PublicKey) error {
	if cert, ok := key.(*gossh.Certificate); ok {
		return errors.Join(checkStrength(cert.Key), checkStrength(cert.SignatureKey))
	}
	if key.Type() == dsa {
		return errors.New("ssh-dss is too weak: make a new key with ssh-keygen -t ed25519")
	}
	c, ok := key.(gossh.CryptoPublicKey)
	if !ok {
		return nil // a security key, of which none is weak
	}
	if k, ok := c.CryptoPublicKey().(*rsa.PublicKey); ok && k.N.BitLen() < leastRSA {
		return fmt.Errorf("RSA with %d bits is too weak: make a new key with ssh-keygen -t ed25519", k.N.BitLen())
	}
	return nil
}
