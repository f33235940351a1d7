package sshd

import (
	"fmt"
	"net"
	"net/netip"
	"path"
	"strings"

	"warroom/session/incident"
)

// addressList is a from="…" of a keys file: patterns of addresses, of which one must
// match and none that begins with "!" may (PATTERNS in ssh_config(5)). Host names
// aren't looked up, since an attacker may control the name server.
type addressList []string

func parseAddressList(s string) (addressList, error) {
	list := addressList(strings.Split(s, ","))
	for _, p := range list {
		p = strings.TrimPrefix(p, "!")
		_, err := path.Match(p, "")
		if strings.Contains(p, "/") {
			_, err = netip.ParsePrefix(p)
		}
		if err != nil || strings.Trim(p, "0123456789abcdefABCDEF.:*?/") != "" || p == "" {
			return nil, fmt.Errorf("from=%q has %q, which isn't an address: use addresses, 10.0.0.0/8 or 10.1.*", incident.Quote(s), incident.Quote(p))
		}
	}
	return list, nil
}

// allows reports whether a connection may come from addr. An empty list allows all.
func (l addressList) allows(addr net.Addr) bool {
	if len(l) == 0 {
		return true
	}
	ip, ok := addrOf(addr)
	allowed := false
	for _, p := range l {
		pattern, not := strings.CutPrefix(p, "!")
		switch match := ok && matches(pattern, ip); {
		case match && not:
			return false
		case match:
			allowed = true
		}
	}
	return allowed
}

func matches(pattern string, ip netip.Addr) bool {
	if block, err := netip.ParsePrefix(pattern); err == nil {
		return block.Contains(ip)
	}
	match, err := path.Match(pattern, ip.String())
	return err == nil && match
}
