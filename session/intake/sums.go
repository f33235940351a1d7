package intake

import (
	"fmt"
	"regexp"
	"strings"

	"warroom/session/incident"
)

// taggedSum is a line as the BSDs, sha256sum --tag and OpenSSL write it:
// SHA256 (payload.exe) = e3b0…
var taggedSum = regexp.MustCompile(`^([A-Za-z0-9-]+(?:/[0-9]+)?) ?\((.*)\) ?= ([0-9A-Fa-f]{16,})$`)

// shellSum is a row of Get-FileHash of PowerShell: SHA256  E3B0…  C:\payload.exe
var shellSum = regexp.MustCompile(`^([A-Z0-9]+) +([0-9A-Fa-f]{32,}) +(\S.*)$`)

// sumRow reads a hash and the name of the file that it is of, which becomes the reason.
func (t *table) sumRow(place, text string) (bool, error) {
	if m := taggedSum.FindStringSubmatch(text); m != nil {
		return true, t.list.addAs(place, m[1], incident.NameAsset{Value: strings.Clone(m[3]), IOC: true, Why: strings.Clone(m[2])})
	}
	if m := shellSum.FindStringSubmatch(text); m != nil && typesOf(m[1]) != nil {
		return true, t.list.addAs(place, m[1], incident.NameAsset{Value: strings.Clone(m[2]), IOC: true, Why: strings.Clone(m[3])})
	}
	sum, name, ok := strings.Cut(strings.TrimPrefix(text, `\`), " ")
	if sum, name = strings.TrimSpace(sum), strings.TrimSpace(name); !ok || !isHexDigits(sum) || len(sum) < 32 {
		return false, nil
	}
	if len(sum) == 56 || len(sum) == 96 {
		t.leaveUnderstood(place, fmt.Sprintf("%q is a hash of SHA-%d, which is no type here: name the file's SHA-256", short(sum), len(sum)*4))
		return true, nil
	}
	if first := strings.Fields(name)[0]; isHexDigits(first) && len(first) >= 8 || strings.ContainsAny(name[:1], "#-–—/;|,") && name != "-" {
		return false, nil // another hash, or a reason
	}
	if name = strings.TrimPrefix(name, "*"); name == "-" {
		name = "" // what was piped in
	}
	c, ok := t.valueOf(sum)
	if !ok {
		return false, nil
	}
	for _, part := range strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune(delimiters, r) })[min(1, len(name)):] {
		if part = strings.TrimSpace(part); len(part) >= 32 && isHexDigits(part) {
			t.leaveTwo(place, c.Value, part)
			return true, nil
		}
	}
	c.Why = strings.Clone(name)
	return true, t.list.put(place, c)
}

// isHexDigits reports whether a text consists of digits in hex.
func isHexDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789abcdefABCDEF") == "" }
