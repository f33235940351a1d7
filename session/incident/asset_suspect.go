package incident

import (
	"net/netip"
	"regexp"
	"strconv"
	"strings"
)

// checkSuspect refuses a value that isn't plain, by what it seems to be, and says how
// to write it.
func checkSuspect(s string) error {
	for _, x := range suspects {
		if m := x.is.FindStringSubmatch(s); m != nil {
			if why := x.why(s, m); why != "" {
				return Refusal{Why: why}
			}
		}
	}
	return nil
}

// suspects are what is pasted beside what is plain.
var suspects = [...]struct {
	is  *regexp.Regexp
	why func(s string, parts []string) string
}{
	{regexp.MustCompile(`^([^:/@ ]*)://`), func(s string, m []string) string {
		return quote(s) + " begins with " + strconv.Quote(quote(m[1])+"://") + ", which is no scheme in use: write it as http://, https://, ftp:// or tcp://, or put url behind it to keep it so"
	}},
	{regexp.MustCompile(`(?i)^(h[tx*]{2,4}ps?|fxp|ftp)(__|:_+)(.+)$`), func(s string, m []string) string {
		real := realScheme(m[1] + "://")
		return quote(s) + " may be a url or a domain: write it as " + quote(real+m[3]) + ", or put domain behind it"
	}},
	{regexp.MustCompile(`^\d+(,\d+){3}$|^[\w-]+(,[\w-]+)+$`), func(s string, _ []string) string {
		return quote(s) + " has commas where dots may be meant: write it as " + quote(strings.ReplaceAll(s, ",", ".")) + ", or name each by itself"
	}},
	{regexp.MustCompile(`^[0-9.]+-[0-9.]+$|^[0-9a-fA-F:]+::?-[0-9a-fA-F:]+$`), func(s string, _ []string) string {
		return quote(s) + " is a range of addresses, which others can't search for: write it as networks, as 192.0.2.0/24"
	}},
	{regexp.MustCompile(`^\*\.(.+)$`), func(s string, m []string) string {
		return quote(s) + " stands for many names, which others can't search for: name the domain, " + quote(m[1])
	}},
	{regexp.MustCompile(`^([\w.-]+\.[A-Za-z][\w-]*):(\d{1,5})$`), func(s string, m []string) string {
		return quote(s) + " is a domain with a port, which is no type: write " + quote(m[1]) + ", or a url as tcp://" + quote(m[1]) + ":" + m[2] + "/"
	}},
	{regexp.MustCompile(`^([\w-]+\.)+[A-Za-z][\w-]*(:\d+)?/`), func(s string, _ []string) string {
		return quote(s) + " has no scheme: if it is a url, write http:// or https:// before it; if it is a path, put path behind it"
	}},
	{regexp.MustCompile(`^0[xX][0-9a-fA-F]{1,8}$|^\d{8,10}$`), func(s string, _ []string) string {
		n, err := strconv.ParseUint(s, 0, 32)
		if err != nil {
			return ""
		}
		a := netip.AddrFrom4([4]byte{byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)})
		return quote(s) + " is a number: if it is the address " + a.String() + ", write it so"
	}},
	{regexp.MustCompile(`^([\w.+-]+)_at_([\w-]+\.[\w.-]+)$`), func(s string, m []string) string {
		return quote(s) + " may be an e-mail address: write it as " + quote(m[1]+"@"+m[2]) + ", or put domain behind it"
	}},
	{regexp.MustCompile(`^[Tt]\d{4}(\.\d{3})?$`), func(s string, _ []string) string {
		return quote(s) + " is a technique of ATT&CK, which is no indicator: /vector TEXT " + strings.ToUpper(quote(s))
	}},
}
