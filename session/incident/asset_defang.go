package incident

import "strings"

// fangs undoes the ways in which people make an address harmless to click.
var fangs = strings.NewReplacer(
	"[.]", ".", "(.)", ".", "{.}", ".", "[dot]", ".", "(dot)", ".", "{dot}", ".", "[DOT]", ".", "(DOT)", ".",
	"[:]", ":", "[://]", "://", "[/]", "/",
	"[@]", "@", "(@)", "@", "[at]", "@", "(at)", "@", "{at}", "@", "[AT]", "@", "(AT)", "@",
)

// schemes are how harmless schemes begin, and what they stand for.
var schemes = [...][2]string{{"hxxps://", "https://"}, {"hxxp://", "http://"}, {"fxp://", "ftp://"}}

// Refang is a value as a machine takes it, from any of the ways in which people
// write it so that nobody clicks on it by mistake: hxxp://, 1[.]2[.]3[.]4,
// evil[.]com, user[at]evil[.]com.
func Refang(s string) string {
	for {
		next := fangs.Replace(s)
		if next == s {
			break
		}
		s = next // each turn is shorter, so there is a last one
	}
	for _, scheme := range schemes {
		if n := len(scheme[0]); len(s) >= n && strings.EqualFold(s[:n], scheme[0]) {
			return scheme[1] + s[n:]
		}
	}
	return s
}

// Defang is the value as screens and lines show it: what a terminal would make
// a link of, is none. Refang is the way back.
func Defang(t AssetType, value string) string {
	switch t {
	case AssetIPv4, AssetDomain, AssetHost:
		return strings.ReplaceAll(value, ".", "[.]")
	case AssetIPv6:
		return strings.ReplaceAll(value, ":", "[:]")
	case AssetURL:
		return defangURL(value)
	case AssetEmail, AssetAccount:
		return defangAddress(value)
	case AssetService, AssetOther:
		return strings.ReplaceAll(value, "://", "[://]")
	}
	return value
}

// defangURL changes the scheme and the authority, and leaves the rest to be
// read.
func defangURL(url string) string {
	scheme, rest, _ := strings.Cut(url, "://")
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	return harmless(scheme) + strings.ReplaceAll(rest[:end], ".", "[.]") + rest[end:]
}

// harmless is a scheme that no terminal makes a link of.
func harmless(scheme string) string {
	for _, s := range schemes {
		if s[1] == scheme+"://" {
			return s[0]
		}
	}
	return scheme + "[://]"
}

// defangAddress changes an address of mail; what has no @ is none.
func defangAddress(address string) string {
	at := strings.LastIndexByte(address, '@')
	if at < 0 {
		return address
	}
	return address[:at] + "[at]" + strings.ReplaceAll(address[at+1:], ".", "[.]")
}
