package sshd

import (
	"errors"
	"fmt"
	"slices"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"warroom/session/incident"
	"warroom/store/files"
)

// rankExtension is the extension of a certificate that names its holder's rank.
const rankExtension = "rank@warroom"

// permitPTY is the extension by which a certificate lets its holder open a terminal
// (OpenSSH, PROTOCOL.certkeys). ssh-keygen adds it unless told not to.
const permitPTY = "permit-pty"

// errUntrusted says that no authority in the file signed a certificate.
var errUntrusted = errors.New("this certificate's authority isn't trusted here")

// authorities are the keys that may certify people, by wire form.
type authorities map[string]bool

// parseAuthorities reads one public key a line, as for sshd's TrustedUserCAKeys. A line
// that can't be read trusts nobody, nor does one with options, which sshd ignores there
// too.
func parseAuthorities(text []byte) (authorities, []files.Fault) {
	all := authorities{}
	var faults []files.Fault
	for n, line := range keyLines(text) {
		key, _, options, err := parseKey(line)
		if err == nil && len(options) > 0 && !slices.Equal(options, []string{"cert-authority"}) {
			err = errors.New("options have no effect here: leave them out")
		}
		if err != nil {
			faults = append(faults, files.Fault{Line: n, Text: err.Error()})
			continue
		}
		all[string(key.Marshal())] = true
	}
	return all, faults
}

// certified identifies a certificate's holder: its first principal. The SSH library
// enforces source-address; every other critical option is refused, since this server
// can't enforce it.
func (a *authorizer) certified(cert *gossh.Certificate) (identity, error) {
	switch {
	case cert.CertType != gossh.UserCert:
		return identity{}, errors.New("this certificate is a machine's, not a person's")
	case !a.cas.now()[string(cert.SignatureKey.Marshal())]:
		return identity{}, errUntrusted
	case len(cert.ValidPrincipals) == 0:
		return identity{}, errors.New("this certificate names nobody: sign it with a principal (ssh-keygen -n NAME)")
	case cert.Signature.Format == gossh.KeyAlgoRSA:
		return identity{}, errors.New("this certificate is signed with SHA-1: sign it with -t rsa-sha2-512")
	}
	checker := gossh.CertChecker{
		Clock:                    a.now,
		SupportedCriticalOptions: []string{sourceAddressOption},
	}
	if err := checker.CheckCert(cert.ValidPrincipals[0], cert); err != nil {
		return identity{}, err
	}
	name, err := incident.CleanName(cert.ValidPrincipals[0])
	if err != nil {
		return identity{}, fmt.Errorf("the certificate's first principal: %w", err)
	}
	rank, err := a.rankOf(cert)
	if err != nil {
		return identity{}, err
	}
	who := identity{key: cert, Person: incident.Person{Name: name, Rank: rank, Key: fingerprintOf(cert), Proof: proofCertificate}}
	_, pty := cert.Extensions[permitPTY]
	who.noPTY = !pty
	if cert.ValidBefore != gossh.CertTimeInfinity {
		who.Until = time.Unix(int64(cert.ValidBefore), 0)
	}
	if from, ok := cert.CriticalOptions[sourceAddressOption]; ok {
		who.from = from
		if from == "" {
			return identity{}, errors.New("the certificate's source-address is empty: it allows no address")
		}
	}
	return who, nil
}

func (a *authorizer) rankOf(cert *gossh.Certificate) (incident.Rank, error) {
	word, ok := cert.Extensions[rankExtension]
	if !ok {
		return a.rank, nil
	}
	// ssh-keygen -O extension:NAME=VALUE writes the value as an SSH string.
	var inner struct{ Value string }
	if gossh.Unmarshal([]byte(word), &inner) == nil {
		word = inner.Value
	}
	return incident.ParseRank(word)
}
