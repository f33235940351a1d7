package incident

import (
	"slices"
	"strings"
)

// usualPorts are those that stand behind addresses most often, of four digits at most: a
// longer one is no part of an address.
var usualPorts = []string{
	"21", "22", "23", "25", "53", "80", "81", "110", "123", "135", "139", "143", "389", "443", "444", "445", "465", "587", "636", "853", "993", "995",
	"1080", "1194", "1337", "1433", "1521", "1723", "1883", "2083", "2087", "2222", "3128", "3306", "3389", "4443", "4444", "4782", "5000", "5432", "5555", "5900", "5985", "5986",
	"6379", "6443", "6667", "7443", "7777", "8000", "8008", "8080", "8081", "8088", "8089", "8090", "8443", "8880", "8888", "9000", "9001", "9050", "9090", "9443", "9999",
}

// checkPairs asks about what has the form of an IPv6 address, and may be something else
// with colons: a number of a certificate, a hash or an EUI-64 in pairs, an address with
// a port.
func checkPairs(t AssetType, value string, ioc bool) error {
	if t != AssetIPv6 {
		return nil
	}
	groups := strings.Split(value, ":")
	if !slices.ContainsFunc(groups, func(g string) bool { return len(g) != 2 }) {
		switch digits := 2 * len(groups); digits {
		case 16:
			return askWhich(value, ioc, AssetCertSerial, AssetIPv6)
		case 32, 40, 64, 128:
			return refuse("%q may be a hash or the number of a certificate: write the hash without colons, or put cert-serial behind it", quote(value))
		default:
			return refuse("%q may be the number of a certificate: put cert-serial behind it", quote(value))
		}
	}
	i := strings.LastIndexByte(value, ':')
	if address := value[:i]; strings.Contains(address, "::") && !strings.HasSuffix(address, ":") && slices.Contains(usualPorts, value[i+1:]) {
		return refuse("%q may end with a port: write it as [%s]:%s, or put ipv6 behind it if it is an address alone", quote(value), quote(address), value[i+1:])
	}
	return nil
}
