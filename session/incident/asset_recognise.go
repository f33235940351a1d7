package incident

import (
	"encoding/hex"
	"regexp"
	"strings"
)

// recognise returns the only type that a value can have, as typed and refanged.
// AssetUntyped with a nil error: nothing is known of it. It doesn't check whether the
// value is valid. The error asks about a value that may be of two types, or says how
// one that others can't read is written.
func recognise(typed, value string, ioc bool) (AssetType, error) {
	if isPlainDomain(value) {
		return AssetDomain, nil
	}
	for _, r := range recognisers {
		if r.is(value) {
			return r.of, checkPairs(r.of, value, ioc)
		}
	}
	if err := checkSuspect(value); err != nil {
		return AssetUntyped, err
	}
	if looksLikeName(value) {
		return recogniseName(typed, value, ioc)
	}
	if !ioc && isHost(value) && !strings.Contains(value, ".") {
		return AssetHost, nil
	}
	return AssetUntyped, nil
}

// isPlainDomain finds most domains fast, before anything else is tried.
func isPlainDomain(value string) bool {
	if strings.ContainsFunc(value, func(r rune) bool { return r > 127 || r != '.' && r != '-' && !isLowerOrDigit(byte(r)|0x20) }) {
		return false
	}
	name, ok := checkDomain(value)
	if !ok {
		return false
	}
	domain, file := endingOf(name)
	return domain && !file
}

// recogniseLiteral returns the type of a value that stays as it is typed, AssetUntyped
// if it has another one.
func recogniseLiteral(value string) AssetType {
	switch {
	case looksLikeRegistry(value):
		return AssetRegistry
	case looksLikePath(value):
		return AssetPath
	case beginsWith(value, `Global\`, `Local\`, `\BaseNamedObjects\`):
		return AssetMutex
	case strings.HasPrefix(value, "Mozilla/"):
		return AssetUserAgent
	}
	return AssetUntyped
}

// recognisers are tried in this order.
var recognisers = [...]struct {
	of AssetType
	is func(string) bool
}{
	{AssetURL, func(s string) bool { i := strings.Index(s, "://"); return i > 0 && isScheme(s[:i]) }},
	{AssetCIDR, func(s string) bool {
		a, _, ok := strings.Cut(s, "/")
		return ok && (looksLikeIPv4(a) || looksLikeIPv6(a))
	}},
	{AssetIPv4, looksLikeIPv4},
	{AssetIPPort, looksLikePort},
	{AssetMAC, matches(`^[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}$|^[0-9A-Fa-f]{2}(-[0-9A-Fa-f]{2}){5}$|^[0-9A-Fa-f]{4}(\.[0-9A-Fa-f]{4}){2}$`)},
	{AssetIPv6, looksLikeIPv6},
	{AssetSHA512, isHex(128)},
	{AssetSHA256, isHex(64)},
	{AssetSHA1, isHex(40)},
	{AssetMD5, isHex(32)},
	{AssetTLSH, matches(`^(T1|t1)[0-9A-Fa-f]{70}$`)},
	{AssetSSDEEP, func(s string) bool { _, ok := checkSSDEEP(s); return ok && len(s) >= 12 }},
	{AssetJA4, matches(ja4)},
	{AssetCVE, matches(`^(?i:CVE)-[0-9]{4}-[0-9]+$`)},
	{AssetASN, matches(`^(?i:AS)[0-9]{1,10}$`)},
	{AssetBitcoin, matches(`^(?i:bc1)[02-9a-zA-Z]{11,87}$`)},
	{AssetBitcoin, isBitcoin},
	{AssetEmail, func(s string) bool { return strings.Count(s, "@") == 1 && strings.Contains(s, ".") && s[0] != '@' }},
}

func matches(expression string) func(string) bool {
	return regexp.MustCompile(expression).MatchString
}

// recogniseName tells a domain, a file and an account apart.
func recogniseName(typed, value string, ioc bool) (AssetType, error) {
	if strings.Count(value, `\`) == 1 && !strings.HasSuffix(value, `\`) {
		if isFileName(value) {
			return AssetUntyped, askWhich(value, ioc, AssetPath, AssetAccount)
		}
		return AssetAccount, nil
	}
	name, ok := checkDomain(value)
	if !ok {
		if isFileName(value) && !strings.Contains(value, `\`) {
			return AssetFile, nil
		}
		return AssetUntyped, nil
	}
	domain, file := endingOf(name)
	// Who takes the fangs out of a name, or begins it so, means one that can be visited.
	defanged := !strings.EqualFold(typed, value) || strings.HasPrefix(name, "www.")
	switch {
	case domain && (!file || defanged):
		return AssetDomain, nil
	case domain:
		return AssetUntyped, askWhich(value, ioc, AssetFile, AssetDomain)
	case file:
		return AssetFile, nil
	}
	return AssetUntyped, nil
}

// askWhich asks which of two types a value has.
func askWhich(value string, ioc bool, one, other AssetType) error {
	verb := "asset"
	if ioc {
		verb = "ioc"
	}
	named := quote(value)
	if strings.ContainsAny(named, blanks) {
		named = `"` + named + `"`
	}
	return refuse("%s may be %s or %s: /%s %s %s, or /%s %s %s",
		quote(value), withArticle(one.String()), withArticle(other.String()), verb, named, one, verb, named, other)
}

func withArticle(word string) string {
	if strings.ContainsRune("aeiou", rune(word[0])) {
		return "an " + word
	}
	return "a " + word
}

// looksLikeName reports whether s may be a domain, a file's name or an account.
func looksLikeName(s string) bool {
	return strings.ContainsAny(s, `.\`) && !strings.ContainsAny(s, "@:/*?\"<>|\t")
}

// looksLikePath reports whether s begins like a Unix or Windows path.
func looksLikePath(s string) bool {
	drive := len(s) >= 3 && 'a' <= s[0]|0x20 && s[0]|0x20 <= 'z' && s[1] == ':' && (s[2] == '\\' || s[2] == '/')
	return drive || isVariable(s) || beginsWith(s, "/", "~/", `~\`, `\\`, "./", "../", `.\`, `..\`)
}

func beginsWith(s string, beginnings ...string) bool {
	for _, b := range beginnings {
		if strings.HasPrefix(s, b) {
			return true
		}
	}
	return false
}

// isVariable reports whether a path begins in a folder that a variable names: %TEMP%\x,
// $HOME/x, ${HOME}/x, $env:TEMP\x.
func isVariable(s string) bool {
	end := strings.IndexAny(s, `/\`)
	if end < 2 {
		return false
	}
	first := s[:end]
	return first[0] == '$' && !strings.ContainsAny(first, blanks) ||
		first[0] == '%' && first[len(first)-1] == '%' && len(first) > 2
}

// looksLikeIPv4 reports whether s consists of digits and dots.
func looksLikeIPv4(s string) bool {
	return strings.Contains(s, ".") && strings.Trim(s, "0123456789.") == ""
}

// looksLikePort reports whether s is an address with a port.
func looksLikePort(s string) bool {
	i := strings.LastIndexByte(s, ':')
	if i < 0 || i == len(s)-1 || strings.Trim(s[i+1:], "0123456789") != "" {
		return false
	}
	address := s[:i]
	return looksLikeIPv4(address) || len(address) > 2 && address[0] == '[' && address[i-1] == ']' && looksLikeIPv6(address[1:i-1])
}

// looksLikeIPv6 requires two colons, since a single one may separate a port.
func looksLikeIPv6(s string) bool {
	if address, zone, ok := strings.Cut(s, "%"); ok && zone != "" {
		s = address
	}
	return strings.Count(s, ":") >= 2 && strings.Trim(s, "0123456789abcdefABCDEF:.") == ""
}

func isHex(digits int) func(string) bool {
	return func(s string) bool {
		if len(s) != digits {
			return false
		}
		_, err := hex.DecodeString(s)
		return err == nil
	}
}
