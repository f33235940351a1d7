package intake

import (
	"errors"
	"strings"

	"warroom/session/incident"
)

// observable is a value that a pattern searches for.
type observable struct {
	of    incident.AssetType
	value string
}

// The reasons for refusing a pattern.
var (
	errPattern  = errors.New("the pattern can't be read: use [url:value = 'x'], several of them joined by OR")
	errTogether = errors.New("the pattern has conditions that must hold together, which one indicator can't express")
)

// observables maps the paths in STIX's objects, without quotes and in lower
// case, to types. A file's directory has a path of its own.
var observables = map[string]incident.AssetType{
	"ipv4-addr:value":                incident.AssetIPv4,
	"ipv6-addr:value":                incident.AssetIPv6,
	"domain-name:value":              incident.AssetDomain,
	"url:value":                      incident.AssetURL,
	"email-addr:value":               incident.AssetEmail,
	"email-message:from_ref.value":   incident.AssetEmail,
	"email-message:sender_ref.value": incident.AssetEmail,
	"file:hashes.sha-256":            incident.AssetSHA256,
	"file:hashes.sha256":             incident.AssetSHA256,
	"file:hashes.sha-1":              incident.AssetSHA1,
	"file:hashes.sha1":               incident.AssetSHA1,
	"file:hashes.md5":                incident.AssetMD5,
	"file:name":                      incident.AssetPath,
	"directory:path":                 incident.AssetPath,
	"user-account:account_login":     incident.AssetAccount,
	"user-account:user_id":           incident.AssetAccount,
}

// inDirectory is the path of a file's directory.
const inDirectory = "file:parent_directory_ref.path"

// parsePattern parses patterns that mean "one of these": comparisons for
// equality in brackets, joined by OR. It accepts AND between the hashes of one
// file, and between a file's name and its directory.
func parsePattern(s string) ([]observable, error) {
	p := patternReader{rest: s}
	var found []observable
	for {
		group, err := p.brackets()
		if err != nil {
			return nil, err
		}
		found = append(found, group...)
		switch p.word() {
		case "":
			if p.rest != "" {
				return nil, errPattern
			}
			return found, nil
		case "OR":
		case "AND", "FOLLOWEDBY":
			return nil, errTogether
		default:
			return nil, errPattern
		}
	}
}

// patternReader parses a pattern from its front.
type patternReader struct{ rest string }

// comparison is path = 'value'.
type comparison struct{ path, value string }

// brackets parses one observation.
func (p *patternReader) brackets() ([]observable, error) {
	if !p.take("[") {
		return nil, errPattern
	}
	var all []comparison
	var joints []string
	for {
		c, ok := p.comparison()
		if !ok {
			return nil, errPattern
		}
		all = append(all, c)
		if p.take("]") {
			return together(all, joints)
		}
		joint := p.word()
		if joint != "OR" && joint != "AND" {
			return nil, errPattern
		}
		joints = append(joints, joint)
	}
}

// together returns the observables of comparisons joined in this way.
func together(all []comparison, joints []string) ([]observable, error) {
	if file, ok := inOneDirectory(all, joints); ok {
		return []observable{file}, nil
	}
	var found []observable
	for _, c := range all {
		t, ok := observables[c.path]
		if !ok {
			return nil, errors.New("the pattern looks at " + c.path + ", which isn't read")
		}
		found = append(found, observable{t, c.value})
	}
	for i, joint := range joints {
		if joint == "AND" && (!isHashed(all[i]) || !isHashed(all[i+1])) {
			return nil, errTogether
		}
	}
	return found, nil
}

func isHashed(c comparison) bool { return strings.HasPrefix(c.path, "file:hashes.") }

// inOneDirectory joins a file's name with its directory, in either order.
func inOneDirectory(all []comparison, joints []string) (observable, bool) {
	if len(all) != 2 || joints[0] != "AND" {
		return observable{}, false
	}
	dir, name := all[0], all[1]
	if name.path == inDirectory {
		dir, name = name, dir
	}
	if dir.path != inDirectory || name.path != "file:name" {
		return observable{}, false
	}
	stroke := "/"
	if i := strings.LastIndexAny(dir.value, `/\`); i >= 0 {
		stroke = dir.value[i : i+1]
	}
	return observable{incident.AssetPath, strings.TrimSuffix(dir.value, stroke) + stroke + name.value}, true
}

func (p *patternReader) comparison() (comparison, bool) {
	path := p.path()
	if path == "" || !p.take("=") || !p.take("'") {
		return comparison{}, false
	}
	value, ok := p.literal()
	return comparison{path, value}, ok
}

// path reads up to the comparison sign. Quotes in it only protect keys with
// signs.
func (p *patternReader) path() string {
	p.skip()
	end := strings.IndexAny(p.rest, " \t\r\n=!<>[]()")
	if end < 0 {
		end = len(p.rest)
	}
	path := p.rest[:end]
	p.rest = p.rest[end:]
	return strings.ToLower(strings.NewReplacer("'", "", `"`, "").Replace(path))
}

// literal reads up to the quote that ends a string; a backslash escapes the
// next character.
func (p *patternReader) literal() (string, bool) {
	var b strings.Builder
	for i := 0; i < len(p.rest); i++ {
		switch c := p.rest[i]; {
		case c == '\'':
			p.rest = p.rest[i+1:]
			return b.String(), true
		case c == '\\' && i+1 < len(p.rest):
			i++
			b.WriteByte(p.rest[i])
		default:
			b.WriteByte(c)
		}
	}
	return "", false
}

// word reads letters and returns them in capitals.
func (p *patternReader) word() string {
	p.skip()
	end := 0
	for end < len(p.rest) && (p.rest[end]|0x20) >= 'a' && (p.rest[end]|0x20) <= 'z' {
		end++
	}
	word := p.rest[:end]
	p.rest = p.rest[end:]
	return strings.ToUpper(word)
}

// take reads a sign and reports whether it was next.
func (p *patternReader) take(sign string) bool {
	p.skip()
	rest, ok := strings.CutPrefix(p.rest, sign)
	if ok {
		p.rest = rest
	}
	return ok
}

func (p *patternReader) skip() { p.rest = strings.TrimLeft(p.rest, " \t\r\n") }
