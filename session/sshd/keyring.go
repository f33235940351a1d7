package sshd

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"strings"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"warroom/session/incident"
	"warroom/store/files"
)

// keyring is the content of a keys file.
type keyring struct {
	byKey map[string]keyLine // by the key's wire form
	names map[string]bool    // by incident.ConfusableKey of the name
}

// keyLine is one key of a keys file, whose format is OpenSSH's authorized_keys: see
// sshd(8).
type keyLine struct {
	number      int // of the line, from 1
	name        string
	rank        incident.Rank
	key         gossh.PublicKey
	fingerprint string
	until       time.Time
	from        addressList
	noPTY       bool // no terminal: one command at a time
	noTouch     bool // a security key need not be touched
}

// has reports whether the file has a person of this name, or of one that looks like it.
func (k keyring) has(name string) bool { return k.names[incident.ConfusableKey(name)] }

// parseKeyring parses a keys file. Each line counts by itself: one that can't be read,
// or has an option that this server can't enforce, lets nobody in and is among the
// faults; all others are in force. If a key is listed twice, the first line counts, as
// in sshd.
func parseKeyring(text []byte) (keyring, []files.Fault) {
	k := keyring{map[string]keyLine{}, map[string]bool{}}
	var faults []files.Fault
	for n, line := range keyLines(text) {
		key, entry, err := parseKeyLine(line)
		entry.number = n
		if err == nil {
			err = k.add(key, entry)
		}
		if err != nil {
			faults = append(faults, files.Fault{Line: n, Text: err.Error()})
		}
	}
	return k, faults
}

func (k keyring) add(key gossh.PublicKey, line keyLine) error {
	if known, twice := k.byKey[string(key.Marshal())]; twice {
		return fmt.Errorf("this key is already %s's in line %d, which counts: give each person a key of their own", known.name, known.number)
	}
	k.byKey[string(key.Marshal())] = line
	k.names[incident.ConfusableKey(line.name)] = true
	return nil
}

// keyLines returns the numbered lines of a file of keys, without comments and blank
// lines.
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

// parseKeyLine parses one line: OPTIONS TYPE KEY NAME…
func parseKeyLine(line []byte) (gossh.PublicKey, keyLine, error) {
	key, comment, options, err := parseKey(line)
	if err != nil {
		return nil, keyLine{}, err
	}
	entry := keyLine{rank: incident.RankObserver, key: key, fingerprint: fingerprintOf(key)}
	if err := entry.applyOptions(options); err != nil {
		return nil, keyLine{}, err
	}
	first, _, _ := strings.Cut(strings.TrimSpace(comment), " ")
	first, _, _ = strings.Cut(first, "@") // ssh-keygen writes name@machine
	if entry.name, err = incident.CleanName(first); err != nil {
		return nil, keyLine{}, fmt.Errorf("the comment must begin with the person's name: %w", err)
	}
	return key, entry, nil
}

// parseKey parses a line of a file of keys, and checks that the key may prove a person.
func parseKey(line []byte) (key gossh.PublicKey, comment string, options []string, err error) {
	key, comment, options, _, err = gossh.ParseAuthorizedKey(line)
	if err != nil {
		return nil, "", nil, errors.New("this isn't a public key: write OPTIONS ssh-ed25519 AAAA… NAME")
	}
	return key, comment, options, CheckKey(key)
}
