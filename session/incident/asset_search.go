package incident

import (
	"net/netip"
	"slices"
	"strings"
)

// SearchText returns a text in the one form in which indicators are looked for: in lower
// case and without fangs, with each IPv6 address in its shortest form behind it. Words
// that SearchForms returns are sought in it.
func SearchText(text string) string {
	text = strings.ToLower(text)
	if isPlain(text, '\n') && !strings.ContainsAny(text, `[({<\:`) && !strings.Contains(text, "hxxp") {
		return text
	}
	plain := settled(text, func(s string) string { return halves.Replace(fangs.Replace(textFangs.Replace(s))) })
	plain = strings.ReplaceAll(plain, " . ", ".")
	if plain != text {
		text += "\n" + plain // a path is written as it is
	}
	for word := range strings.FieldsFuncSeq(plain, func(r rune) bool { return r > 127 || !isHexDigit(byte(r)) && r != ':' && r != '.' }) {
		word = strings.TrimRight(word, ".")
		if strings.Count(word, ":") < 2 {
			continue
		}
		if a, err := netip.ParseAddr(word); err == nil && a.String() != word {
			text += "\n" + a.String()
		}
	}
	return text
}

// SearchForms returns the forms of a word of which a text must hold one, in lower case:
// as typed, without fangs or a scheme, and as its value is stored.
func SearchForms(word string) []string {
	lower := strings.ToLower(word)
	forms := []string{lower}
	add := func(form string) {
		if form = strings.ToLower(form); form != "" && !slices.Contains(forms, form) {
			forms = append(forms, form)
		}
	}
	add(withoutScheme(refang(lower)))
	for _, ioc := range [...]bool{true, false} {
		if t, value, err := Canonical(AssetUntyped, word, ioc); err == nil {
			add(withoutScheme(value))
			if t == AssetMAC {
				add(strings.ReplaceAll(value, ":", "-"))
			}
			add(shortHive(value))
			break
		}
	}
	return forms
}

// withoutScheme returns what follows the scheme of a url, without the slash of an empty
// path.
func withoutScheme(s string) string {
	_, rest, ok := strings.Cut(s, "://")
	if !ok {
		return s
	}
	if host, ok := strings.CutSuffix(rest, "/"); ok && !strings.Contains(host, "/") {
		return host
	}
	return rest
}

// shortHive returns a registry's key with the short name of its root, "" for any other
// value.
func shortHive(s string) string {
	for _, hive := range hives {
		if rest, ok := strings.CutPrefix(s, hive[1]+`\`); ok {
			return hive[0] + `\` + rest
		}
	}
	return ""
}
