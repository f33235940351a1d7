package sshd

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"warroom/session/incident"
)

// optionTable has the options of a line that this server enforces: those of sshd(8),
// and rank.
var optionTable = map[string]func(l *keyLine, value string) error{
	"rank":              func(l *keyLine, v string) (err error) { l.rank, err = incident.ParseRank(v); return err },
	"expiry-time":       func(l *keyLine, v string) (err error) { l.until, err = parseExpiry(v); return err },
	"from":              func(l *keyLine, v string) (err error) { l.from, err = parseAddressList(v); return err },
	"restrict":          func(l *keyLine, _ string) error { l.noPTY = true; return nil },
	"no-pty":            func(l *keyLine, _ string) error { l.noPTY = true; return nil },
	"pty":               func(l *keyLine, _ string) error { l.noPTY = false; return nil },
	"no-touch-required": func(l *keyLine, _ string) error { l.noTouch = true; return nil },
}

// ignoredOptions are options of sshd that forbid what this server never does, allow
// that again, or set what it never reads. Ignoring them lets nobody do more than sshd
// would.
var ignoredOptions = map[string]bool{
	"agent-forwarding": true, "no-agent-forwarding": true,
	"port-forwarding": true, "no-port-forwarding": true, "permitopen": true, "permitlisten": true,
	"x11-forwarding": true, "no-x11-forwarding": true,
	"user-rc": true, "no-user-rc": true,
	"tunnel": true, "environment": true,
	"principals": true, // of a cert-authority line; authorities have a file of their own
}

// refusedOptions are options of sshd that this server can't enforce. Ignoring them
// would let people do more.
var refusedOptions = map[string]string{
	"command":         "a key can't be limited to one command: leave it out, and give rank=\"observer\"",
	"verify-required": "the server can't check whether the key asked for a PIN: leave it out",
	"cert-authority":  "a certificate authority belongs in the file of --trusted-user-ca-keys, and lets nobody in here",
}

// optionsWithValue are the options that have a value after "=".
var optionsWithValue = map[string]bool{
	"rank": true, "expiry-time": true, "from": true, "command": true, "permitopen": true, "permitlisten": true,
	"tunnel": true, "environment": true, "principals": true,
}

// uniqueOptions are the options that may be given once in a line.
var uniqueOptions = map[string]bool{"rank": true, "expiry-time": true, "from": true}

// applyOptions applies the options of a line in order: as in sshd, a later one counts.
func (l *keyLine) applyOptions(options []string) error {
	seen := map[string]bool{}
	for _, o := range options {
		name, value, has := strings.Cut(o, "=")
		name = strings.ToLower(name)
		if uniqueOptions[name] && seen[name] {
			return fmt.Errorf("the option %s is given twice: leave one out", name)
		}
		seen[name] = true
		if err := l.applyOption(name, value, has); err != nil {
			return err
		}
	}
	return nil
}

func (l *keyLine) applyOption(name, value string, has bool) error {
	why, refused := refusedOptions[name]
	set, known := optionTable[name]
	switch {
	case !known && !refused && !ignoredOptions[name] || has != optionsWithValue[name]:
		return fmt.Errorf("the option %q isn't known here: see AUTHORIZED_KEYS in sshd(8), and rank", incident.Quote(name))
	case refused:
		return errors.New("the option " + name + " can't be enforced: " + why)
	case known:
		value = strings.TrimSuffix(strings.TrimPrefix(value, `"`), `"`)
		return set(l, strings.ReplaceAll(value, `\"`, `"`))
	}
	return nil
}

// parseExpiry parses YYYYMMDD[HHMM[SS]][Z], in the server's time zone without the Z.
func parseExpiry(s string) (time.Time, error) {
	zone, digits := time.Local, s
	if rest, ok := strings.CutSuffix(strings.ToUpper(s), "Z"); ok {
		zone, digits = time.UTC, rest
	}
	layouts := map[int]string{8: "20060102", 12: "200601021504", 14: "20060102150405"}
	t, err := time.ParseInLocation(layouts[len(digits)], digits, zone)
	if err != nil || layouts[len(digits)] == "" {
		return time.Time{}, fmt.Errorf("expiry-time %q isn't a time: write YYYYMMDD, YYYYMMDDHHMM or YYYYMMDDHHMMSS, with a Z for UTC", incident.Quote(s))
	}
	return t, nil
}
