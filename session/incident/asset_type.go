package incident

import (
	"slices"
	"strings"
)

// AssetType is the kind of an asset or an indicator. The zero AssetType means:
// recognise it from the value.
type AssetType uint8

// The types. Host, service and other are for our own assets only: nobody else
// could search for them.
const (
	AssetUntyped AssetType = iota
	AssetIPv4              // an address, or a network as 10.1.0.0/16
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
)

var assetTypeWords = []string{
	"untyped", "ipv4", "ipv6", "domain", "url", "sha256", "sha1", "md5", "email", "path", "account",
	"host", "service", "other",
}

func (t AssetType) String() string { return enumName(t, assetTypeWords...) }

// MarshalText writes the type's word.
func (t AssetType) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText parses the type's whole word.
func (t *AssetType) UnmarshalText(b []byte) error { return parseExact(t, b, assetTypeWords) }

// ParseAssetType parses a type's whole word, in either case.
func ParseAssetType(s string) (AssetType, error) {
	if i := slices.Index(assetTypeWords, strings.ToLower(s)); i > 0 {
		return AssetType(i), nil
	}
	return AssetUntyped, refuse("%q isn't a type: use %s", quote(s), strings.Join(assetTypes(false), ", "))
}

// assetTypes returns the words of the types that are valid for an indicator
// (ioc) or for an affected asset.
func assetTypes(ioc bool) []string {
	if ioc {
		return assetTypeWords[AssetIPv4:AssetHost]
	}
	return assetTypeWords[AssetIPv4:]
}

// AssetState says whether an attacker is known to control an asset.
type AssetState uint8

// The states of an asset.
const (
	AssetUnknown AssetState = iota
	AssetCompromised
	AssetCleared
)

var assetStateWords = []string{"unknown", "compromised", "cleared"}

func (s AssetState) String() string { return enumName(s, assetStateWords...) }

// MarshalText writes the state's word.
func (s AssetState) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText parses the state's whole word.
func (s *AssetState) UnmarshalText(b []byte) error { return parseExact(s, b, assetStateWords) }

// ParseAssetState parses a state's whole word, in either case.
func ParseAssetState(s string) (AssetState, error) {
	if i := slices.Index(assetStateWords, strings.ToLower(s)); i >= 0 {
		return AssetState(i), nil
	}
	return AssetUnknown, refuse("%q isn't a state: use %s", quote(s), strings.Join(assetStateWords, ", "))
}
