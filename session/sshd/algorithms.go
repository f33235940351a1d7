package sshd

import (
	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"
)

// serverConfig returns the SSH settings of one connection: the algorithms that it may
// choose, and how it proves itself.
func (d *Door) serverConfig(ctx ssh.Context) *gossh.ServerConfig {
	c := connOf(ctx)
	return &gossh.ServerConfig{
		Config: gossh.Config{
			KeyExchanges: []string{
				gossh.KeyExchangeMLKEM768X25519,
				gossh.KeyExchangeCurve25519, // and its older name, which x/crypto adds
			},
			Ciphers: []string{gossh.CipherChaCha20Poly1305, gossh.CipherAES256GCM, gossh.CipherAES128GCM},
			MACs:    []string{gossh.HMACSHA512ETM, gossh.HMACSHA256ETM},
		},
		// Signatures with SHA-1 (ssh-rsa, ssh-dss) are left out.
		PublicKeyAuthAlgorithms: []string{
			gossh.KeyAlgoED25519, gossh.KeyAlgoSKED25519, gossh.KeyAlgoSKECDSA256,
			gossh.KeyAlgoECDSA256, gossh.KeyAlgoECDSA384, gossh.KeyAlgoECDSA521,
			gossh.KeyAlgoRSASHA256, gossh.KeyAlgoRSASHA512,
		},
		PreAuthConnCallback:         c.hasKeys,
		MaxAuthTries:                d.config.Limits.Tries,
		PublicKeyCallback:           func(m gossh.ConnMetadata, k gossh.PublicKey) (*gossh.Permissions, error) { return d.prove(c, m, k) },
		KeyboardInteractiveCallback: refuseTyping,
		AuthLogCallback: func(m gossh.ConnMetadata, method string, err error) {
			d.onAttempt(c, m, method, err)
			d.advise(c, m, method, err)
		},
	}
}
