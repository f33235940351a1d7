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
	if isPlain(text, '\n') && !strings.ContainsAny(text, `[({<\:`) && !strings.Contains(text, "hxxp") && !strings.Contains(text, " dot ") {
		return text
	}
	plain := settled(text, func(s string) string { return halves.Replace(fangs.Replace(textFangs.Replace(s))) })
	plain = spokenDots.Replace(plain)
	if strings.ContainsAny(plain, "‐‑–ﬀﬁﬂﬃﬄ") {
		plain = unprinted(plain)
	}
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

// spokenDots undoes dots that stand alone.
var spokenDots = strings.NewReplacer(" . ", ".", " dot ", ".")

// SearchWords splits what somebody looks for into words: one in quotes may have blanks, as
// may an indicator that was taken apart, evil dot example dot com.
func SearchWords(text string) (words []string) {
	for {
		text = strings.TrimLeft(text, blanks)
		if text == "" {
			return words
		}
		word, rest, quoted, err := cutQuoted(text)
		if err != nil { // a sign that stands for itself
			word, rest = cutWord(text)
		}
		if err == nil && !quoted {
			_, rest = joinedWords(word, rest)
			word = strings.TrimRight(text[:len(text)-len(rest)], blanks)
		}
		if word != "" {
			words = append(words, word)
		}
		text = rest
	}
}

// SearchForms returns the forms of a word of which a text must hold one, in lower case:
// as typed, without fangs, a scheme or what print put into it, and as its value is stored.
func SearchForms(word string) []string {
	if inner, rest, quoted, err := cutQuoted(word); err == nil && quoted && rest == "" && inner != "" {
		word = inner
	}
	lower := strings.ToLower(word)
	forms := []string{lower}
	add := func(form string) {
		if form = strings.ToLower(form); form != "" && !slices.Contains(forms, form) {
			forms = append(forms, form)
		}
	}
	if joined, rest := joinedWords(cutWord(word)); rest == "" {
		word = joined
	}
	plain := unprinted(word)
	add(withoutScheme(refang(strings.ToLower(plain))))
	if looksLikePath(plain) && strings.Contains(plain, ":") { // of Windows
		add(strings.ReplaceAll(plain, "/", `\`))
		add(strings.ReplaceAll(plain, `\`, "/"))
	}
	for _, of := range storedAs(plain) {
		for _, form := range formsAs(of.t, of.value) {
			add(form)
		}
	}
	return forms
}

// storedValue is a value of a type, as it is stored.
type storedValue struct {
	t     AssetType
	value string
}

// storedAs returns what a word may be stored as: by its own form or, where that is asked
// about, as each type whose form is strict.
func storedAs(word string) (found []storedValue) {
	for _, ioc := range [...]bool{true, false} {
		if t, value, err := Canonical(AssetUntyped, word, ioc); err == nil && t != AssetHost { // its form is any word's
			return []storedValue{{t, value}}
		}
	}
	if !strings.ContainsAny(word, "0123456789") || len(word) < 11 {
		return nil
	}
	for _, t := range [...]AssetType{AssetMAC, AssetIPv6, AssetCertSerial, AssetURL} {
		if of, value, err := Canonical(t, word, true); err == nil {
			found = append(found, storedValue{of, value})
		}
	}
	return found
}

// formsAs returns the forms in which people write a stored value.
func formsAs(t AssetType, value string) []string {
	forms := []string{withoutScheme(value)}
	switch t {
	case AssetMAC:
		digits := strings.ReplaceAll(value, ":", "")
		forms = append(forms, strings.ReplaceAll(value, ":", "-"), digits, digits[:4]+"."+digits[4:8]+"."+digits[8:])
	case AssetRegistry:
		forms = append(forms, shortHive(value))
	}
	return forms
}

// HoldsForm reports whether a text, as SearchText returns it, holds one of a word's forms.
func HoldsForm(text string, forms []string) bool {
	return slices.ContainsFunc(forms, func(form string) bool { return strings.Contains(text, form) })
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
