package incident

import "strings"

// fangs undoes the usual ways to write an address so that it can't be clicked.
var fangs = strings.NewReplacer(
	"[.]", ".", "(.)", ".", "{.}", ".", "[dot]", ".", "(dot)", ".", "{dot}", ".", "[DOT]", ".", "(DOT)", ".",
	"[:]", ":", "[://]", "://", "[/]", "/",
	"[@]", "@", "(@)", "@", "[at]", "@", "(at)", "@", "{at}", "@", "[AT]", "@", "(AT)", "@",
)

// schemes pairs the beginnings of defanged schemes with the real ones.
var schemes = [...][2]string{{"hxxps://", "https://"}, {"hxxp://", "http://"}, {"fxp://", "ftp://"}}

// refang returns a value as machines read it. It undoes the usual defanged
// forms: hxxp://, 1[.]2[.]3[.]4, evil[.]com, user[at]evil[.]com.
func refang(s string) string {
	for {
		next := fangs.Replace(s)
		if next == s {
			break
		}
		s = next // each pass makes it shorter, so the loop ends
	}
	for _, scheme := range schemes {
		if n := len(scheme[0]); len(s) >= n && strings.EqualFold(s[:n], scheme[0]) {
			return scheme[1] + s[n:]
		}
	}
	return s
}

// Defang returns the value as screens and lines show it, so that no terminal
// turns it into a link. Refang undoes it.
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

// defangURL changes the scheme and the authority only.
func defangURL(url string) string {
	scheme, rest, _ := strings.Cut(url, "://")
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	return harmless(scheme) + strings.ReplaceAll(rest[:end], ".", "[.]") + rest[end:]
}

// harmless returns the scheme in a form that terminals don't turn into a link.
func harmless(scheme string) string {
	for _, s := range schemes {
		if s[1] == scheme+"://" {
			return s[0]
		}
	}
	return scheme + "[://]"
}

// defangAddress defangs an e-mail address; a text without @ stays unchanged.
func defangAddress(address string) string {
	at := strings.LastIndexByte(address, '@')
	if at < 0 {
		return address
	}
	return address[:at] + "[at]" + strings.ReplaceAll(address[at+1:], ".", "[.]")
}
