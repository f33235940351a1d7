package incident

import (
	"slices"
	"strings"
)

// schemes lists the schemes that a value without a type may have. Another one may be
// a defanged form that nobody knows, so it is asked about.
var schemes = []string{
	"http", "https", "ftp", "ftps", "sftp", "tftp", "tcp", "udp", "tls", "ssl", "ws", "wss", "ssh", "telnet", "smb", "nfs", "rdp", "vnc", "ldap",
	"ldaps", "dns", "ntp", "smtp", "smtps", "imap", "imaps", "pop3", "irc", "ircs", "socks4", "socks5", "socks", "git", "svn", "mqtt", "mqtts", "amqp",
	"redis", "mysql", "postgres", "postgresql", "mongodb", "jdbc", "rtsp", "rtmp", "file", "magnet", "stratum+tcp", "stratum+ssl", "ms-appinstaller",
}

// realScheme returns s with the scheme that a defanged one stands for, and slashes
// for the backslashes behind it.
func realScheme(s string) string {
	i := strings.IndexByte(s, ':')
	if i <= 0 || len(s) < i+3 {
		return s
	}
	switch s[i+1 : i+3] {
	case "//":
	case `\\`:
		if !isScheme(s[:i]) {
			return s
		}
		s = strings.ReplaceAll(s, `\`, "/")
	default:
		return s
	}
	if real := schemeOf(s[:i]); real != "" {
		return real + s[i:]
	}
	return s
}

func isScheme(s string) bool {
	return schemeOf(s) != "" || slices.Contains(schemes, strings.ToLower(s))
}

// schemeOf returns what a defanged scheme stands for, "" where it isn't one: h and p
// with crosses, stars or t between them are http.
func schemeOf(s string) string {
	s = strings.ToLower(s)
	switch s {
	case "fxp", "f*p":
		return "ftp"
	case "fxps":
		return "ftps"
	case "meow":
		return "http"
	}
	tail := strings.TrimSuffix(s, "s")
	middle, isH := strings.CutPrefix(tail, "h")
	middle, isP := strings.CutSuffix(middle, "p")
	if !isH || !isP || len(middle) < 2 || len(middle) > 4 || middle == "tt" || strings.Trim(middle, "x*t") != "" {
		return ""
	}
	return "http" + s[len(tail):]
}

// harmless returns the scheme in a form that terminals don't turn into a link.
func harmless(scheme string) string {
	switch scheme {
	case "http", "https":
		return "hxxp" + scheme[len("http"):] + "://"
	case "ftp":
		return "fxp://"
	}
	return scheme + "[://]"
}
