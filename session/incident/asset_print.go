package incident

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Documents in print put other characters for those that were typed, and marks behind
// them. In a value that others search for, each is a wrong one.

// printRune reports whether r is one that print puts for another character, or beside it:
// a dash, a curved quote, a dot of a table of contents, a ligature, a raised or lowered digit,
// a mark of a footnote.
func printRune(r rune) bool {
	switch {
	case r < 0x80:
		return false
	case '‐' <= r && r <= '―', r == '−', '‘' <= r && r <= '‟', '†' <= r && r <= '…', '′' <= r && r <= '‴', '‹' <= r && r <= '›':
		return true
	case 'ﬀ' <= r && r <= 'ﬆ', '⁰' <= r && r <= 'ₜ', '①' <= r && r <= '⑳':
		return true
	}
	return strings.ContainsRune("¹²³«»§¶®©™ªº", r)
}

// plainDash writes "-" for the dashes of print.
func plainDash(s string) string {
	if isPlain(s, ' ') {
		return s
	}
	return strings.Map(func(r rune) rune {
		if '‐' <= r && r <= '―' || r == '−' {
			return '-'
		}
		return r
	}, s)
}

// unprinted returns s as it was before it was printed: plain dashes and letters, and
// without marks.
func unprinted(s string) string {
	var b strings.Builder
	for _, r := range plainDash(s) {
		switch {
		case 'ﬀ' <= r && r <= 'ﬆ':
			b.WriteString(norm.NFKC.String(string(r)))
		case r == '․':
			b.WriteByte('.')
		case !printRune(r):
			b.WriteRune(r)
		}
	}
	return b.String()
}

// checkPrint asks about a value with a character of print. One of a type that stays as
// it is typed may have it, where the type was given. A domain's ligatures are read as
// browsers do (UTS #46).
func checkPrint(t AssetType, value string) error {
	if isPlain(value, ' ') {
		return nil
	}
	i := strings.IndexFunc(value, printRune)
	if i < 0 {
		return nil
	}
	odd := string([]rune(value[i:])[:1])
	switch t {
	case AssetPath, AssetFile, AssetRegistry, AssetMutex, AssetUserAgent, AssetAccount, AssetHost, AssetService, AssetOther:
		return nil
	case AssetDomain, AssetEmail:
		if rest := strings.Map(func(r rune) rune {
			if unicode.Is(ligatures, r) {
				return -1
			}
			return r
		}, value); strings.IndexFunc(rest, printRune) < 0 {
			return nil
		}
	}
	or := ""
	switch {
	case strings.Contains(value, "://"):
		or = ", or percent-encoded to keep it"
	case t == AssetUntyped && (recogniseLiteral(value) != AssetUntyped || looksLikeName(value) && (isFileName(value) || strings.Contains(value, `\`))):
		or = ", or put its type behind it to keep it so"
	}
	return refuse("%s has %s in it, as print has it: write it as %s%s", quote(value), odd, quote(unprinted(value)), or)
}

// ligatures holds the Latin ones.
var ligatures = &unicode.RangeTable{R16: []unicode.Range16{{Lo: 0xFB00, Hi: 0xFB06, Stride: 1}}}
