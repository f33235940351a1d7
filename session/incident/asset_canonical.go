package incident

import (
	"net/netip"
	"slices"
	"strings"

	"golang.org/x/net/idna"
)

// Bounds of a value, in bytes: of a URL, and of anything else.
const (
	maxURL   = 2048
	maxAsset = 1024
)

// Canonical returns the one form in which a value is stored and compared:
// refanged, addresses as netip writes them, domains in lower-case ASCII, hashes
// in lower case. It recognises the type of an AssetUntyped value. The error is
// a Refusal.
func Canonical(t AssetType, value string, ioc bool) (AssetType, string, error) {
	value = strings.TrimSpace(CleanLine(value))
	if value == "" || len(value) > maxURL {
		return t, "", refuse("a value has 1 to %d bytes, this one has %d", maxURL, len(value))
	}
	if t != AssetPath && (t != AssetUntyped || !looksLikePath(value)) {
		value = refang(value)
	}
	if t == AssetUntyped {
		if t = recognise(value, ioc); t == AssetUntyped {
			return t, "", refuse("%q can be several types: add one after it, %s", quote(value), strings.Join(assetTypes(ioc), ", "))
		}
	}
	if !slices.Contains(assetTypes(ioc), t.String()) {
		return t, "", refuse("an indicator must be of a type others can search for: %s", strings.Join(assetTypes(true), ", "))
	}
	canonical, ok := checks[t](value)
	if !ok || len(canonical) > maxURL {
		return t, "", refuse("%q isn't a valid %s", quote(value), checkNames[t])
	}
	return t, canonical, nil
}

// checks holds, for each type, a function that accepts its values and returns
// their canonical form.
var checks = [...]func(string) (canonical string, ok bool){
	AssetIPv4:    checkIP(netip.Addr.Is4),
	AssetIPv6:    checkIP(netip.Addr.Is6),
	AssetDomain:  checkDomain,
	AssetURL:     checkURL,
	AssetSHA256:  checkHash(64),
	AssetSHA1:    checkHash(40),
	AssetMD5:     checkHash(32),
	AssetEmail:   checkEmail,
	AssetPath:    checkShort,
	AssetAccount: checkShort,
	AssetHost:    func(s string) (string, bool) { return strings.ToLower(s), isHost(s) },
	AssetService: checkShort,
	AssetOther:   checkShort,
}

// checkNames says for each type how a valid value is written.
var checkNames = [...]string{
	AssetIPv4:    "ipv4 address: write it as 192.0.2.7, or a network as 192.0.2.0/24",
	AssetIPv6:    "ipv6 address: write it as 2001:db8::7, or a network as 2001:db8::/32",
	AssetDomain:  "domain: write it as evil.example.com",
	AssetURL:     "url: write it as https://evil.example.com/path, without spaces",
	AssetSHA256:  "sha256: it has 64 hex digits",
	AssetSHA1:    "sha1: it has 40 hex digits",
	AssetMD5:     "md5: it has 32 hex digits",
	AssetEmail:   "email address: write it as name@example.com",
	AssetPath:    "path: it has at most 1024 bytes",
	AssetAccount: "account: it has at most 1024 bytes",
	AssetHost:    "host: write it as bld-07, with letters, digits and . _ -",
	AssetService: "service: it has at most 1024 bytes",
	AssetOther:   "value: it has at most 1024 bytes",
}

// checkIP returns a check for an address, or a network, of one family.
func checkIP(family func(netip.Addr) bool) func(string) (string, bool) {
	return func(s string) (string, bool) {
		if strings.Contains(s, "/") {
			p, err := netip.ParsePrefix(s)
			if p.IsSingleIP() {
				return p.Addr().String(), err == nil && family(p.Addr())
			}
			return p.Masked().String(), err == nil && family(p.Addr())
		}
		a, err := netip.ParseAddr(s)
		return a.String(), err == nil && family(a) && a.Zone() == ""
	}
}

func checkHash(digits int) func(string) (string, bool) {
	is := isHex(digits)
	return func(s string) (string, bool) { return strings.ToLower(s), is(s) }
}

// checkDomain accepts a name of at least two labels (RFC 1035, with
// underscores, which occur in practice), in ASCII or in any script (UTS #46).
func checkDomain(s string) (string, bool) {
	name, err := domains().ToASCII(strings.TrimSuffix(s, "."))
	if err != nil || len(name) > 253 || !strings.Contains(name, ".") {
		return "", false
	}
	labels := strings.Split(name, ".")
	for _, label := range labels {
		if len(label) < 1 || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' || !isLabel(label) {
			return "", false
		}
	}
	return name, strings.Trim(labels[len(labels)-1], "0123456789") != ""
}

// domains returns a profile that maps as browsers do and accepts names in use.
func domains() *idna.Profile {
	return idna.New(idna.MapForLookup(), idna.Transitional(false), idna.StrictDomainName(false), idna.CheckHyphens(false))
}

func isLabel(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r > 127 || !isLowerOrDigit(byte(r)) && r != '-' && r != '_' })
}

func isHost(s string) bool {
	if s == "" || len(s) > 253 || strings.Trim(s, ".-") != s || strings.Contains(s, "..") {
		return false
	}
	return isLabel(strings.ReplaceAll(strings.ToLower(s), ".", ""))
}

// checkEmail keeps the part before the @ as typed: only its mail server knows
// whether case matters (RFC 5321, section 2.4).
func checkEmail(s string) (string, bool) {
	local, domain, _ := strings.Cut(s, "@")
	domain, ok := checkDomain(domain)
	odd := func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune(`()<>[]{}:;,\"`, r) }
	return local + "@" + domain, ok && local != "" && len(local) <= 64 && !strings.ContainsFunc(local, odd)
}

func checkShort(s string) (string, bool) { return s, len(s) <= maxAsset }
