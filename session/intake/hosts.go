package intake

import (
	"fmt"
	"net/netip"
	"strings"

	"warroom/session/incident"
)

// hostsRow reads a line of a hosts file: behind an address that stands for nowhere, or
// for the machine itself, the names that are blocked. What stands behind # is the reason.
func (t *table) hostsRow(place, text string) (bool, error) {
	text, why, _ := strings.Cut(text, "#")
	fields := strings.Fields(text)
	if len(fields) == 0 {
		return false, nil
	}
	switch {
	case !isNowhere(fields[0]):
		return false, nil
	case len(fields) == 1:
		t.leaveUnderstood(place, fmt.Sprintf("%q means the machine itself, or nowhere: no name stands behind it", fields[0]))
		return true, nil
	}
	for _, name := range fields[1:] {
		c, err := settle(incident.NameAsset{Value: strings.Clone(name), IOC: true}, []incident.AssetType{incident.AssetDomain})
		switch {
		case isOfMachine(name):
			t.leaveUnderstood(place, fmt.Sprintf("%q names the machine itself", short(name)))
		case err != nil || !strings.Contains(c.Value, "."):
			t.leaveUnderstood(place, fmt.Sprintf("behind %s the names of a hosts file are read, and %q isn't one", fields[0], short(name)))
		default:
			if err := t.putReasoned(place, c, strings.TrimSpace(why)); err != nil {
				return true, err
			}
		}
	}
	return true, nil
}

// isNowhere reports whether a text is an address that stands for the machine itself, for
// nowhere or for everywhere.
func isNowhere(text string) bool {
	if !strings.ContainsRune("012:", rune(text[0])) {
		return false // most texts, without an error to make
	}
	a, err := netip.ParseAddr(text)
	return err == nil && (a.IsLoopback() || a.IsUnspecified() || a == netip.AddrFrom4([4]byte{255, 255, 255, 255}))
}

// isOfMachine reports whether a hosts file has a name for the machine itself, or for
// its network.
func isOfMachine(name string) bool {
	switch name = strings.ToLower(name); name {
	case "localhost", "localhost.localdomain", "local", "broadcasthost", "0.0.0.0":
		return true
	}
	return strings.HasPrefix(name, "ip6-") || strings.HasPrefix(name, "localhost.") || strings.HasPrefix(name, "localhost4") || strings.HasPrefix(name, "localhost6")
}
