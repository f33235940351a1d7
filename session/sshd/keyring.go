package sshd

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"strings"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"warroom/session/incident"
)

// keyring is what a keys file says.
type keyring struct {
	byKey map[string]keyLine // by the key's wire form
	names map[string]bool    // by their skeletons
}

// keyLine is one key of a keys file: the format is OpenSSH's authorized_keys,
// see sshd(8).
type keyLine struct {
	name  string
	rank  incident.Rank
	until time.Time
	from  addressList
}

// has reports whether the file names someone who could be taken for name.
func (k keyring) has(name string) bool { return k.names[incident.Skeleton(name)] }

// errAuthority marks a line with cert-authority: those have a file of their own.
var errAuthority = errors.New("a certificate authority")

// parseKeyring reads a keys file. Its error names the line. Where a key stands
// twice, the first line counts, as in sshd.
func parseKeyring(text []byte, log *slog.Logger) (keyring, error) {
	k := keyring{map[string]keyLine{}, map[string]bool{}}
	for n, line := range keyLines(text) {
		key, entry, err := parseKeyLine(line)
		if errors.Is(err, errAuthority) {
			log.Warn("the keys file names a certificate authority, which is ignored: put it in the file of --trusted-user-ca-keys", "line", n)
			continue
		}
		if err != nil {
			return keyring{}, fmt.Errorf("line %d: %w", n, err)
		}
		if _, known := k.byKey[string(key.Marshal())]; !known {
			k.byKey[string(key.Marshal())] = entry
			k.names[incident.Skeleton(entry.name)] = true
		}
	}
	return k, nil
}

// CheckKeys finds every broken line of a keys file, by its number from 1, and
// those that give a key to a second person. The door takes no file that has a
// broken line, and a key by the first line that has it.
func CheckKeys(text []byte) map[int]error {
	broken, names := map[int]error{}, map[string]string{}
	for n, line := range keyLines(text) {
		key, entry, err := parseKeyLine(line)
		switch {
		case errors.Is(err, errAuthority):
		case err != nil:
			broken[n] = err
		case names[string(key.Marshal())] != "":
			broken[n] = fmt.Errorf("this key is %s's in a line above, which counts: one key is one person", names[string(key.Marshal())])
		default:
			names[string(key.Marshal())] = entry.name
		}
	}
	return broken
}

// keyLines are the numbered lines of a file of keys without comments and
// blank lines.
func keyLines(text []byte) iter.Seq2[int, []byte] {
	return func(yield func(int, []byte) bool) {
		n := 0
		for line := range bytes.Lines(text) {
			n++
			line = bytes.TrimSpace(line)
			if len(line) > 0 && line[0] != '#' && !yield(n, line) {
				return
			}
		}
	}
}

func parseKeyLine(line []byte) (gossh.PublicKey, keyLine, error) {
	key, comment, options, _, err := gossh.ParseAuthorizedKey(line)
	if err != nil {
		return nil, keyLine{}, errors.New("this is no public key: a line reads OPTIONS ssh-ed25519 AAAA… NAME")
	}
	entry := keyLine{rank: incident.Observer}
	for _, o := range options {
		if err := entry.option(o); err != nil {
			return nil, keyLine{}, err
		}
	}
	first, _, _ := strings.Cut(strings.TrimSpace(comment), " ")
	first, _, _ = strings.Cut(first, "@") // ssh-keygen writes name@machine
	if entry.name, err = incident.CleanName(first); err != nil {
		return nil, keyLine{}, fmt.Errorf("the comment begins with the person's name, and here %w", err)
	}
	return key, entry, nil
}

// harmless are options of sshd that forbid what this door never allows.
var harmless = map[string]bool{
	"no-agent-forwarding": true, "no-port-forwarding": true, "no-x11-forwarding": true, "no-user-rc": true,
}

// option takes in one option. What sshd would hold someone to, and this door
// can't, is refused rather than passed over.
func (l *keyLine) option(o string) (err error) {
	name, value, _ := strings.Cut(o, "=")
	value = strings.ReplaceAll(strings.TrimSuffix(strings.TrimPrefix(value, `"`), `"`), `\"`, `"`)
	switch name = strings.ToLower(name); name {
	case "rank":
		l.rank, err = incident.ParseRank(value)
	case "expiry-time":
		l.until, err = parseExpiry(value)
	case "from":
		l.from, err = parseAddressList(value)
	case "cert-authority":
		err = errAuthority
	default:
		if !harmless[name] {
			err = fmt.Errorf("the option %q isn't known here: use rank, expiry-time and from", incident.CleanLine(name))
		}
	}
	return err
}

// parseExpiry reads YYYYMMDD[HHMM[SS]][Z], in the server's zone without the Z.
func parseExpiry(s string) (time.Time, error) {
	zone, digits := time.Local, s
	if rest, ok := strings.CutSuffix(strings.ToUpper(s), "Z"); ok {
		zone, digits = time.UTC, rest
	}
	layouts := map[int]string{8: "20060102", 12: "200601021504", 14: "20060102150405"}
	t, err := time.ParseInLocation(layouts[len(digits)], digits, zone)
	if err != nil || layouts[len(digits)] == "" {
		return time.Time{}, fmt.Errorf("expiry-time %q is no time: write YYYYMMDD, YYYYMMDDHHMM or YYYYMMDDHHMMSS, with a Z for UTC", incident.CleanLine(s))
	}
	return t, nil
}
