package incident

import (
	"slices"
	"strings"
)

// AssetType is the kind of an asset or an indicator. The zero AssetType means:
// recognise it from the value. New types are only ever added: the words are in records.
type AssetType uint8

// The types. Host, service and other are for our own assets only: nobody else
// could search for them.
const (
	AssetUntyped AssetType = iota
	AssetIPv4              // an address; in older records also a network
	AssetIPv6
	AssetDomain
	AssetURL
	AssetSHA256
	AssetSHA1
	AssetMD5
	AssetEmail
	AssetPath
	AssetAccount
	AssetHost
	AssetService
	AssetOther
	AssetFile // a name without a folder
	AssetRegistry
	AssetMutex
	AssetIPPort
	AssetCIDR
	AssetASN
	AssetSHA512
	AssetSSDEEP
	AssetTLSH
	AssetJA3
	AssetJA4
	AssetMAC
	AssetCVE
	AssetUserAgent
	AssetBitcoin
	AssetCertSerial

	lastAssetType = AssetCertSerial
)

var assetTypeWords = []string{
	"untyped", "ipv4", "ipv6", "domain", "url", "sha256", "sha1", "md5", "email", "path", "account",
	"host", "service", "other",
	"file", "registry", "mutex", "ip-port", "cidr", "asn", "sha512", "ssdeep", "tlsh", "ja3", "ja4", "mac", "cve", "user-agent",
	"bitcoin", "cert-serial",
}

// assetTypeAliases holds words of others that cannot begin a reason.
var assetTypeAliases = map[string]AssetType{
	"filename": AssetFile, "file-name": AssetFile, "filepath": AssetPath, "hostname": AssetDomain, "fqdn": AssetDomain,
	"regkey": AssetRegistry, "registry-key": AssetRegistry, "ip:port": AssetIPPort, "network": AssetCIDR, "sha-256": AssetSHA256, "sha-1": AssetSHA1,
	"sha-512": AssetSHA512, "e-mail": AssetEmail, "btc": AssetBitcoin, "useragent": AssetUserAgent, "uri": AssetURL,
}

func (t AssetType) String() string { return enumName(t, assetTypeWords...) }

// MarshalText writes the type's word.
func (t AssetType) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText parses the type's whole word.
func (t *AssetType) UnmarshalText(b []byte) error { return parseExact(t, b, assetTypeWords) }

// ParseAssetType parses a type's whole word, or one of a few others in use for it,
// in either case.
func ParseAssetType(s string) (AssetType, error) {
	if t, ok := AssetTypeOf(s); ok {
		return t, nil
	}
	return AssetUntyped, refuse("%q isn't a type: use %s", quote(s), strings.Join(assetTypes(false), ", "))
}

// AssetTypeOf returns the type that a word names; false for none.
func AssetTypeOf(s string) (AssetType, bool) {
	word := strings.ToLower(s)
	if i := slices.Index(assetTypeWords, word); i > 0 {
		return AssetType(i), true
	}
	t, ok := assetTypeAliases[word]
	return t, ok
}

// IsOurs reports whether the type is for affected assets only.
func (t AssetType) IsOurs() bool { return t == AssetHost || t == AssetService || t == AssetOther }

// assetTypes returns the words of the types that are valid for an indicator
// (ioc) or for an affected asset.
func assetTypes(ioc bool) (words []string) {
	for t := AssetIPv4; t <= lastAssetType; t++ {
		if !ioc || !t.IsOurs() {
			words = append(words, t.String())
		}
	}
	return words
}

// AssetState says whether an attacker is known to control an asset.
type AssetState uint8

// The states of an asset.
const (
	AssetUnknown AssetState = iota
	AssetCompromised
	AssetCleared
	AssetWithdrawn // taken back: it is shown, and exported no more
)

var assetStateWords = []string{"unknown", "compromised", "cleared", "withdrawn"}

// judgedWords returns the words of the states that are set by name alone.
func judgedWords() []string { return assetStateWords[:AssetWithdrawn] }

func (s AssetState) String() string { return enumName(s, assetStateWords...) }

// MarshalText writes the state's word.
func (s AssetState) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText parses the state's whole word.
func (s *AssetState) UnmarshalText(b []byte) error { return parseExact(s, b, assetStateWords) }

// ParseAssetState parses a state's whole word, in either case.
func ParseAssetState(s string) (AssetState, error) {
	if i := slices.Index(judgedWords(), strings.ToLower(s)); i >= 0 {
		return AssetState(i), nil
	}
	return AssetUnknown, refuse("%q isn't a state: use %s", quote(s), strings.Join(judgedWords(), ", "))
}
