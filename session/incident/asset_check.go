package incident

import (
	"net/netip"
	"regexp"
	"strconv"
	"strings"
)

// checkIP returns a check for an address of one family, or for a network of it.
func checkIP(family func(netip.Addr) bool) func(string) (string, bool) {
	return func(s string) (string, bool) {
		if strings.Contains(s, "/") {
			p, err := netip.ParsePrefix(s)
			return networkOf(p), err == nil && family(p.Addr())
		}
		a, err := netip.ParseAddr(s)
		return a.String(), err == nil && family(a) && a.Zone() == ""
	}
}

// networkOf writes a network by its first address, and one of a single address as that.
func networkOf(p netip.Prefix) string {
	if p.IsSingleIP() {
		return p.Addr().String()
	}
	return p.Masked().String()
}

func checkCIDR(s string) (string, bool) {
	p, err := netip.ParsePrefix(s)
	return networkOf(p), err == nil
}

// checkIPPort accepts an address with a port from 1.
func checkIPPort(s string) (string, bool) {
	a, err := netip.ParseAddrPort(s)
	return a.String(), err == nil && a.Port() > 0 && a.Addr().Zone() == ""
}

// checkASN accepts 64500 and AS64500 (RFC 5396, asplain).
func checkASN(s string) (string, bool) {
	if len(s) > 2 && strings.EqualFold(s[:2], "as") {
		s = s[2:]
	}
	n, err := strconv.ParseUint(s, 10, 32)
	return "AS" + strconv.FormatUint(n, 10), err == nil
}

// checkMAC accepts six bytes with colons or dashes, or four digits thrice with dots.
func checkMAC(s string) (string, bool) {
	digits := strings.ToLower(strings.NewReplacer(":", "", "-", "", ".", "").Replace(s))
	if !isHex(12)(digits) || !macForms.MatchString(s) {
		return "", false
	}
	var b strings.Builder
	for i := 0; i < 12; i += 2 {
		if i > 0 {
			b.WriteByte(':')
		}
		b.WriteString(digits[i : i+2])
	}
	return b.String(), true
}

var macForms = regexp.MustCompile(`^(\w\w:){5}\w\w$|^(\w\w-){5}\w\w$|^(\w{4}\.){2}\w{4}$|^\w{12}$`)

func checkHash(digits int) func(string) (string, bool) {
	is := isHex(digits)
	return func(s string) (string, bool) { return strings.ToLower(s), is(s) }
}

// checkSSDEEP accepts a block size and two signatures. Their case matters.
func checkSSDEEP(s string) (string, bool) { return s, ssdeep.MatchString(s) && len(s) <= 300 }

var ssdeep = regexp.MustCompile(`^[0-9]{1,10}:[A-Za-z0-9+/]{1,148}:[A-Za-z0-9+/]{1,148}$`)

// checkTLSH accepts 70 digits, with the version T1 before them or without.
func checkTLSH(s string) (string, bool) {
	s = strings.ToUpper(s)
	return s, isHex(70)(strings.TrimPrefix(s, "T1"))
}

// ja4 is the form of a JA4 fingerprint, of a TLS client.
const ja4 = `^[tqd][0-9sd][0-9][di][0-9]{4}[0-9a-z]{2}_[0-9a-f]{12}_[0-9a-f]{12}$`

var ja4Form = regexp.MustCompile(`^[0-9a-z]{4,12}(_[0-9a-f]{12}){1,3}$|` + ja4)

func checkJA4(s string) (string, bool) { s = strings.ToLower(s); return s, ja4Form.MatchString(s) }

var cveForm = regexp.MustCompile(`^CVE-(199|20[0-9])[0-9]-[0-9]{4,19}$`)

func checkCVE(s string) (string, bool) { s = strings.ToUpper(s); return s, cveForm.MatchString(s) }

// checkCertSerial accepts the bytes of a serial number in hex, with colons or without
// (RFC 5280, section 4.1.2.2: at most 20).
func checkCertSerial(s string) (string, bool) {
	s = strings.ToLower(strings.ReplaceAll(s, ":", ""))
	return s, s != "" && len(s) <= 40 && strings.Trim(s, "0123456789abcdef") == ""
}

// checkFile accepts a name without a folder.
func checkFile(s string) (string, bool) {
	return s, len(s) <= 255 && !strings.ContainsAny(s, `/\`)
}

func checkShort(s string) (string, bool) { return s, len(s) <= maxAsset }
