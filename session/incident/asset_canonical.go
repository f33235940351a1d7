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
// in lower case. It recognises the type of an AssetUntyped value. A network typed as
// an address becomes one, and a path without a folder a file. The error is a Refusal.
func Canonical(t AssetType, value string, ioc bool) (AssetType, string, error) {
	typed := strings.TrimSpace(CleanLine(value))
	if typed == "" || len(typed) > maxURL {
		return t, "", refuse("a value has 1 to %d bytes, this one has %d", maxURL, len(typed))
	}
	if int(t) >= len(assetTypeWords) || ioc && t.IsOurs() {
		return t, "", refuse("an indicator must be of a type others can search for: %s", strings.Join(assetTypes(true), ", "))
	}
	t, value, err := settleType(t, typed, ioc)
	if err != nil {
		return t, "", err
	}
	canonical, ok := checks[t](value)
	if !ok || len(canonical) > maxURL {
		return t, "", refuse("%q isn't a valid %s", quote(value), checkNames[t])
	}
	return narrowed(t, canonical), canonical, nil
}

// settleType returns the type of a typed value, and the value as that type reads it. It
// asks about what a document in print may have changed.
func settleType(t AssetType, typed string, ioc bool) (AssetType, string, error) {
	if t != AssetUntyped {
		value := undressed(t, typed)
		return t, value, checkPrint(t, value)
	}
	bare := trimmed(typed)
	if t = recogniseLiteral(bare); t != AssetUntyped {
		return t, bare, checkLiteral(t, bare)
	}
	if t, value := worded(bare); t != AssetUntyped {
		return t, value, checkLiteral(t, value)
	}
	value := settled(bare, func(s string) string {
		if ioc {
			s = refangWords(s)
		}
		return trimmed(withoutMailto(refang(s)))
	})
	if value == "" {
		return t, "", refuse("%q has nothing in it that can be searched for", quote(typed))
	}
	if cve := plainDash(value); cve != value && cveForm.MatchString(strings.ToUpper(cve)) {
		return AssetCVE, cve, nil
	}
	t, err := recognise(bare, value, ioc)
	of := AssetUntyped
	if t == AssetDomain || t == AssetEmail {
		of = t // its ligatures are letters
	}
	if asked := checkPrint(of, value); asked != nil {
		return t, value, asked
	}
	if err == nil {
		err = checkEnd(t, value)
	}
	if err == nil {
		err = checkWhole(t, value)
	}
	if err == nil && t == AssetUntyped {
		err = refuse("%q can be several types: add one after it, %s", quote(value), strings.Join(assetTypes(ioc), ", "))
	}
	return t, value, err
}

// checkLiteral asks about a value whose type is plain from its beginning.
func checkLiteral(t AssetType, value string) error {
	if err := checkPrint(AssetUntyped, value); err != nil {
		return err
	}
	if err := checkEnd(t, value); err != nil {
		return err
	}
	return checkWhole(t, value)
}

// worded returns the type that a word before a value names, as in md5:…, if the value has
// the form of one. It is for types whose form is strict.
func worded(s string) (AssetType, string) {
	word, value, ok := strings.Cut(s, ":")
	if !ok || len(word) > 7 {
		return AssetUntyped, ""
	}
	t, ok := AssetTypeOf(word)
	if !ok || !slices.Contains(wordedTypes, t) {
		return AssetUntyped, ""
	}
	value = undressed(t, strings.TrimLeft(value, blanks))
	if _, ok := checks[t](value); !ok {
		return AssetUntyped, ""
	}
	return t, value
}

// wordedTypes are those that worded returns.
var wordedTypes = []AssetType{
	AssetIPv4, AssetIPv6, AssetCIDR, AssetDomain, AssetURL, AssetEmail, AssetMD5, AssetSHA1, AssetSHA256, AssetSHA512, AssetTLSH, AssetJA3, AssetJA4, AssetCVE, AssetMAC,
}

// undressed returns a value as its type reads it: what an address may be dressed in
// belongs to a path or a mutex.
func undressed(t AssetType, typed string) string {
	if t == AssetPath && !strings.ContainsAny(typed, `/\`) {
		t = AssetFile
	}
	switch t {
	case AssetPath, AssetRegistry, AssetMutex, AssetUserAgent, AssetSSDEEP:
		return typed
	case AssetFile:
		for strings.Contains(typed, "[.]") {
			typed = strings.ReplaceAll(typed, "[.]", ".")
		}
		return typed
	case AssetHost, AssetAccount, AssetService, AssetOther:
		return refang(typed)
	case AssetEmail:
		return settled(typed, func(s string) string { return withoutMailto(trimmed(refangWords(s))) })
	}
	return settled(typed, func(s string) string { return trimmed(refangWords(s)) })
}

// withoutMailto returns the address in a link to write to it.
func withoutMailto(s string) string {
	if len(s) > 7 && strings.EqualFold(s[:7], "mailto:") {
		return s[7:]
	}
	return s
}

// trimmed returns a value without the quotes and the punctuation that surround it in a
// text. A url keeps its end.
func trimmed(s string) string {
	for _, pair := range [...][2]string{{`"`, `"`}, {"'", "'"}, {"`", "`"}, {"“", "”"}, {"„", "“"}, {"‘", "’"}, {"«", "»"}, {"<", ">"}} {
		if inner, ok := strings.CutPrefix(s, pair[0]); ok {
			if inner, ok = strings.CutSuffix(inner, pair[1]); ok && inner != "" {
				s = inner
			}
		}
	}
	if strings.Contains(s, "://") || strings.ContainsAny(s, `\/`) {
		return s
	}
	s = strings.TrimRight(s, ",;")
	if inner, ok := strings.CutPrefix(s, "["); ok && strings.HasSuffix(inner, "]") && looksLikeIPv6(inner[:len(inner)-1]) {
		return inner[:len(inner)-1] // as in a url
	}
	return s
}

// narrowed returns the type whose words say more of a value.
func narrowed(t AssetType, value string) AssetType {
	switch {
	case (t == AssetIPv4 || t == AssetIPv6) && strings.Contains(value, "/"):
		return AssetCIDR
	case t == AssetCIDR && !strings.Contains(value, "/"):
		if strings.Contains(value, ":") {
			return AssetIPv6
		}
		return AssetIPv4
	case t == AssetPath && !strings.ContainsAny(value, `/\`) && len(value) <= 255:
		return AssetFile
	}
	return t
}

// checks holds, for each type, a function that accepts its values and returns
// their canonical form.
var checks = [...]func(string) (canonical string, ok bool){
	AssetIPv4:       checkIP(netip.Addr.Is4),
	AssetIPv6:       checkIP(netip.Addr.Is6),
	AssetDomain:     checkDomain,
	AssetURL:        checkURL,
	AssetSHA256:     checkHash(64),
	AssetSHA1:       checkHash(40),
	AssetMD5:        checkHash(32),
	AssetEmail:      checkEmail,
	AssetPath:       checkShort,
	AssetAccount:    checkShort,
	AssetHost:       func(s string) (string, bool) { return strings.ToLower(s), isHost(s) },
	AssetService:    checkShort,
	AssetOther:      checkShort,
	AssetFile:       checkFile,
	AssetRegistry:   checkRegistry,
	AssetMutex:      checkShort,
	AssetIPPort:     checkIPPort,
	AssetCIDR:       checkCIDR,
	AssetASN:        checkASN,
	AssetSHA512:     checkHash(128),
	AssetSSDEEP:     checkSSDEEP,
	AssetTLSH:       checkTLSH,
	AssetJA3:        checkHash(32),
	AssetJA4:        checkJA4,
	AssetMAC:        checkMAC,
	AssetCVE:        checkCVE,
	AssetUserAgent:  checkShort,
	AssetBitcoin:    checkBitcoin,
	AssetCertSerial: checkCertSerial,
}

// checkNames says for each type how a valid value is written.
var checkNames = [...]string{
	AssetIPv4:       "ipv4 address: write it as 192.0.2.7, or a network as 192.0.2.0/24",
	AssetIPv6:       "ipv6 address: write it as 2001:db8::7, or a network as 2001:db8::/32",
	AssetDomain:     "domain: write it as evil.example.com",
	AssetURL:        "url: write it as https://evil.example.com/path, without spaces",
	AssetSHA256:     "sha256: it has 64 hex digits",
	AssetSHA1:       "sha1: it has 40 hex digits",
	AssetMD5:        "md5: it has 32 hex digits",
	AssetEmail:      "email address: write it as name@example.com",
	AssetPath:       "path: it has at most 1024 bytes",
	AssetAccount:    "account: it has at most 1024 bytes",
	AssetHost:       "host: write it as bld-07, with letters, digits and . _ -",
	AssetService:    "service: it has at most 1024 bytes",
	AssetOther:      "value: it has at most 1024 bytes",
	AssetFile:       "file: write its name alone, as loader.dat, with at most 255 bytes; with a folder it is a path",
	AssetRegistry:   `registry key: write it from its root, as HKLM\Software\Evil`,
	AssetMutex:      "mutex: it has at most 1024 bytes",
	AssetIPPort:     "ip-port: write it as 192.0.2.7:443 or [2001:db8::7]:443",
	AssetCIDR:       "cidr: write it as 192.0.2.0/24 or 2001:db8::/32",
	AssetASN:        "asn: write it as AS64500",
	AssetSHA512:     "sha512: it has 128 hex digits",
	AssetSSDEEP:     "ssdeep: write it as 96:PbTeMG2K:PbaKG, with a block size and two signatures",
	AssetTLSH:       "tlsh: it has 70 hex digits, after T1 or alone",
	AssetJA3:        "ja3: it has 32 hex digits",
	AssetJA4:        "ja4: write it as t13d1516h2_8daaf6152771_e5627efa2ab1",
	AssetMAC:        "mac address: write it as 00:1a:2b:3c:4d:5e",
	AssetCVE:        "cve: write it as CVE-2024-3400",
	AssetUserAgent:  "user-agent: it has at most 1024 bytes",
	AssetBitcoin:    "bitcoin address: its checksum is wrong, so a character of it is",
	AssetCertSerial: "cert-serial: it has at most 40 hex digits, with colons or without",
}

// checkDomain accepts a name of at least two labels (RFC 1035, with
// underscores, which occur in practice), in ASCII or in any script (UTS #46).
func checkDomain(s string) (string, bool) {
	name, err := strings.ToLower(strings.TrimSuffix(s, ".")), error(nil)
	if !isPlain(name, ' ') || strings.Contains(name, "xn--") {
		name, err = domains().ToASCII(strings.TrimSuffix(s, "."))
	}
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
