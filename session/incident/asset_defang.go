package incident

import "strings"

// fangs undoes the usual ways to write an address so that it can't be clicked.
var fangs = strings.NewReplacer(fangPairs()...)

// fangPairs returns each sign and word in each pair of brackets with what it stands
// for, and then what is left where one bracket was forgotten.
func fangPairs() (pairs []string) {
	for _, brackets := range [...][2]string{{"[", "]"}, {"(", ")"}, {"{", "}"}, {"<", ">"}} {
		for _, f := range [...][2]string{
			{".", "."}, {"dot", "."}, {"DOT", "."}, {"Dot", "."}, {"@", "@"}, {"at", "@"}, {"AT", "@"}, {"At", "@"},
			{"://", "://"}, {":", ":"}, {"//", "//"}, {"/", "/"}, {"punkt", "."},
		} {
			pairs = append(pairs, brackets[0]+f[0]+brackets[1], f[1])
		}
	}
	// Dots of other scripts look like one.
	return append(pairs, "。", ".", "．", ".", "｡", ".", "․", ".")
}

// halves undoes brackets that were set on one side of a dot only.
var halves = strings.NewReplacer("[.", ".", ".]", ".")

// refang returns a value as machines read it. It undoes the usual defanged
// forms: hxxp://, 1[.]2[.]3[.]4, evil[.]com, user[at]evil[.]com.
func refang(s string) string { return settled(s, refangOnce) }

// maxRounds bounds how many brackets round one sign are undone. Each round costs the
// length of the text, and a text of brackets alone would take as many rounds as it has.
const maxRounds = 8

// settled applies f until it changes nothing more. A text that isn't settled after
// maxRounds stays as it was: no person writes one.
func settled(s string, f func(string) string) string {
	next := s
	for range maxRounds {
		last := next
		if next = f(last); next == last {
			return next
		}
	}
	return s
}

func refangOnce(s string) string {
	if isPlain(s, ' ') && !strings.ContainsAny(s, `[]({<\:`) {
		return s
	}
	s = fangs.Replace(s)
	if i := strings.Index(s, "[::]"); i > 0 && isHexDigit(s[i-1]) { // 2001:db8[::]7
		s = s[:i] + "::" + s[i+4:]
	}
	s = realScheme(s)
	host, rest := s, ""
	if i := strings.Index(s, "://"); i >= 0 {
		if end := strings.IndexAny(s[i+3:], "/?#"); end >= 0 {
			host, rest = s[:i+3+end], s[i+3+end:]
		}
	} else if end := strings.IndexAny(s, "/?#"); end >= 0 {
		host, rest = s[:end], s[end:]
	}
	return halves.Replace(unescaped(host)) + innerSchemes(rest)
}

// innerSchemes undoes the schemes of the addresses within the rest of one, as in
// ?u=hxxp://evil[.]com.
func innerSchemes(rest string) string {
	if !strings.Contains(rest, "://") {
		return rest
	}
	var b strings.Builder
	for {
		i := strings.Index(rest, "://")
		if i < 0 {
			b.WriteString(rest)
			return b.String()
		}
		start := i
		for start > 0 && (isLetter(rest[start-1]) || rest[start-1] == '*') {
			start--
		}
		b.WriteString(rest[:start])
		if real := schemeOf(rest[start:i]); real != "" {
			b.WriteString(real)
		} else {
			b.WriteString(rest[start:i])
		}
		b.WriteString("://")
		rest = rest[i+3:]
	}
}

// unescaped undoes evil\.com, as it stands in expressions.
func unescaped(s string) string {
	if strings.Count(s, `\.`) == strings.Count(s, `\`) {
		return strings.ReplaceAll(s, `\.`, ".")
	}
	return s
}

// refangWords refangs a value that can have no dash or underscore round a word for a dot,
// as evil_dot_example_dot_com.
func refangWords(s string) string {
	s = refang(s)
	if strings.Contains(s, ".") {
		return s
	}
	lower := strings.ToLower(s)
	for _, dot := range [...]string{"_dot_", "-dot-"} {
		if len(lower) == len(s) && strings.Contains(lower, dot) {
			return strings.ReplaceAll(lower, dot, ".")
		}
	}
	return s
}

func isHexDigit(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f'
}

// defanger defangs an address of either version.
var defanger = strings.NewReplacer(".", "[.]", ":", "[:]")

// Defang returns the value as screens and lines show it, so that no terminal
// turns it into a link. Refang undoes it.
func Defang(t AssetType, value string) string {
	switch t {
	case AssetIPv4, AssetDomain, AssetHost:
		return strings.ReplaceAll(value, ".", "[.]")
	case AssetIPv6:
		return strings.ReplaceAll(value, ":", "[:]")
	case AssetCIDR:
		return defanger.Replace(value)
	case AssetIPPort:
		return defangPort(value)
	case AssetURL:
		return defangURL(value)
	case AssetEmail, AssetAccount:
		return defangAddress(value)
	case AssetService, AssetOther:
		return strings.ReplaceAll(value, "://", "[://]")
	}
	return value
}

// defangPort changes the address, and leaves the colon before the port.
func defangPort(value string) string {
	i := strings.LastIndexByte(value, ':')
	if i < 0 {
		return value
	}
	return defanger.Replace(value[:i]) + value[i:]
}

// defangURL changes the scheme and the authority only.
func defangURL(url string) string {
	scheme, rest, _ := strings.Cut(url, "://")
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	return harmless(scheme) + strings.ReplaceAll(rest[:end], ".", "[.]") + rest[end:]
}

// defangAddress defangs an e-mail address; a text without @ stays unchanged.
func defangAddress(address string) string {
	at := strings.LastIndexByte(address, '@')
	if at < 0 {
		return address
	}
	return address[:at] + "[at]" + strings.ReplaceAll(address[at+1:], ".", "[.]")
}
