package intake

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"

	"warroom/session/incident"
)

// findPorts finds the columns of ports, and the columns of addresses that they belong
// to: those whose names begin alike, or the only one.
func (h *heading) findPorts() {
	for i, name := range h.plain {
		whose, ok := strings.CutSuffix(strings.TrimSuffix(name, "s")+"\x00", "port\x00")
		if !ok || h.taken[i] {
			continue
		}
		h.taken[i] = true
		if v := h.ofPort(whose); v >= 0 {
			h.values[v].port = i
		} else {
			h.ports = append(h.ports, i)
		}
	}
}

// ofPort returns which column of values a column of ports belongs to, -1 for none.
func (h *heading) ofPort(whose string) int {
	only := -1
	for i, v := range h.values {
		name := h.plain[v.at]
		for _, end := range [...]string{"address", "addr", "ipaddr", "ip", "ipv4", "ipv6", "host"} {
			if v.port < 0 && whose != "" && name == whose+end {
				return i
			}
		}
		if v.port < 0 && (len(h.values) == 1 || isAddress(v.word)) {
			if only >= 0 {
				return -1
			}
			only = i
		}
	}
	if whose == "src" || whose == "source" || whose == "local" || whose == "client" {
		return -1 // of the other side
	}
	return only
}

// isAddress reports whether a word is of addresses.
func isAddress(word string) bool {
	types := typesOf(word)
	return len(types) > 0 && (types[0] == incident.AssetIPv4 || types[0] == incident.AssetIPv6)
}

// withPort returns an item with its port: an address becomes one with a port, and the
// reason of anything else names it. Word is the type's word, of the item that is returned.
func withPort(c incident.NameAsset, word, port string) (incident.NameAsset, string, error) {
	n, err := strconv.ParseUint(port, 10, 16)
	if err != nil || n == 0 {
		return c, word, fmt.Errorf("%q isn't a port, of %q", short(port), short(c.Value))
	}
	s, err := settle(c, addresses)
	if err != nil || s.Type != incident.AssetIPv4 && s.Type != incident.AssetIPv6 {
		if s.Type != incident.AssetIPPort || !strings.HasSuffix(s.Value, ":"+port) {
			c.Why = strings.TrimPrefix(c.Why+"; port "+port, "; ")
		}
		return c, word, nil
	}
	a, err := netip.ParseAddr(s.Value)
	if err != nil {
		return c, word, err
	}
	c.Value = netip.AddrPortFrom(a, uint16(n)).String()
	return c, "ip-port", nil
}
