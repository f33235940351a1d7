package incident

import (
	"fmt"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
)

// ports holds the default port of each scheme.
var ports = map[string]string{"http": "80", "https": "443", "ftp": "21"}

// checkURL accepts a URL with a scheme and a host. It lowers the case of both,
// writes the host in ASCII, drops a default port, turns an empty path into "/"
// and escapes what isn't ASCII (RFC 3986, section 6.2).
func checkURL(s string) (string, bool) {
	if strings.ContainsAny(s, " \t") {
		return "", false
	}
	u, err := url.Parse(s)
	if err != nil || u.Opaque != "" || u.Scheme == "" {
		return "", false
	}
	host, ok := checkURLHost(u.Hostname())
	if !ok {
		return "", false
	}
	canonical := strings.ToLower(u.Scheme) + "://"
	if u.User != nil {
		canonical += percented(u.User.String()) + "@"
	}
	canonical += host
	if port := u.Port(); port != "" && port != ports[u.Scheme] {
		if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
			return "", false
		}
		canonical += ":" + port
	}
	return canonical + afterHost(u), true
}

// afterHost returns the path, which is never empty, with the query and the
// fragment.
func afterHost(u *url.URL) string {
	path := percented(u.EscapedPath())
	if path == "" {
		path = "/"
	}
	if u.RawQuery != "" {
		path += "?" + percented(u.RawQuery)
	}
	if u.Fragment != "" {
		path += "#" + percented(u.EscapedFragment())
	}
	return refang(path)
}

// checkURLHost accepts an address, a domain or a host name.
func checkURLHost(host string) (string, bool) {
	if a, err := netip.ParseAddr(host); err == nil {
		if a.Is6() {
			return "[" + a.String() + "]", a.Zone() == ""
		}
		return a.String(), true
	}
	if name, ok := checkDomain(host); ok {
		return name, true
	}
	return strings.ToLower(host), host != "" && isHost(host) && !looksLikeIPv4(host)
}

// percented returns s with characters percent-encoded that aren't printable
// ASCII or would end a quotation.
func percented(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c > '~' || strings.IndexByte("\"<>`{|}\\^", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}
