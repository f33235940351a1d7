package intake

import (
	"errors"
	"net/netip"
	"slices"
	"strings"

	"warroom/session/incident"
)

// observable is a value that a pattern searches for, and the types that it may have.
type observable struct {
	of    []incident.AssetType
	value string
}

// errPattern refuses a pattern.
var errPattern = errors.New("the pattern can't be read: it is written as [url:value = 'x'], several of them joined by OR or AND")

// observables maps the paths in STIX's objects, without quotes and in lower
// case, to types. A file's directory has a path of its own.
var observables = map[string][]incident.AssetType{
	"ipv4-addr:value":                       addresses,
	"ipv6-addr:value":                       addresses,
	"domain-name:value":                     {incident.AssetDomain},
	"hostname:value":                        {incident.AssetDomain},
	"domain-name:resolves_to_refs[*].value": {incident.AssetIPv4, incident.AssetIPv6, incident.AssetDomain},
	"network-traffic:dst_ref.value":         {incident.AssetIPv4, incident.AssetIPv6, incident.AssetCIDR, incident.AssetDomain},
	"network-traffic:src_ref.value":         {incident.AssetIPv4, incident.AssetIPv6, incident.AssetCIDR, incident.AssetDomain},
	"url:value":                             {incident.AssetURL},
	"email-addr:value":                      {incident.AssetEmail},
	"email-message:from_ref.value":          {incident.AssetEmail},
	"email-message:sender_ref.value":        {incident.AssetEmail},
	"email-message:to_refs[*].value":        {incident.AssetEmail},
	"file:name":                             {incident.AssetFile, incident.AssetPath},
	"directory:path":                        {incident.AssetPath},
	"user-account:account_login":            {incident.AssetAccount},
	"user-account:user_id":                  {incident.AssetAccount},
	"windows-registry-key:key":              {incident.AssetRegistry},
	"mutex:name":                            {incident.AssetMutex},
	"mac-addr:value":                        {incident.AssetMAC},
	"autonomous-system:number":              {incident.AssetASN},
	"vulnerability:name":                    {incident.AssetCVE},
	"user-agent:value":                      {incident.AssetUserAgent},
	"cryptocurrency-wallet:value":           {incident.AssetBitcoin},
	"x509-certificate:serial_number":        {incident.AssetCertSerial},
	"network-traffic:x_ja3":                 {incident.AssetJA3},
	"network-traffic:x_ja4":                 {incident.AssetJA4},
	"network-traffic:extensions.http-request-ext.request_header.user-agent": {incident.AssetUserAgent},
}

// observableOf returns the types of the values at a path.
func observableOf(path string) []incident.AssetType {
	if types := observables[path]; types != nil {
		return types
	}
	for _, of := range [...]string{"file:hashes.", "artifact:hashes.", "file:content_ref.hashes."} {
		if name, ok := strings.CutPrefix(path, of); ok {
			if types := typesOf(name); len(types) == 1 && slices.Contains(hashes, types[0]) {
				return types
			}
		}
	}
	return nil
}

// isContext reports whether a comparison only narrows down what the others name.
func isContext(path string) bool {
	return path == "file:size" || path == "file:mime_type" || strings.HasPrefix(path, "network-traffic:protocols") ||
		strings.HasPrefix(path, "network-traffic:") && strings.HasSuffix(path, "_ref.type")
}

// parsePattern returns what a pattern names, comparison by comparison, and a sentence
// for each that names nothing. Qualifiers, and comparisons that only narrow down, are
// left aside.
func parsePattern(s string) (found []observable, left []string, err error) {
	p := patternReader{rest: s}
	if err := p.observations(0); err != nil {
		return nil, nil, err
	}
	if p.skip(); p.rest != "" {
		return nil, nil, errPattern
	}
	for _, group := range p.groups {
		for _, c := range paired(group) {
			switch types := observableOf(c.path); {
			case c.why != "":
				left = append(left, c.why)
			case types != nil:
				found = append(found, observable{types, c.value})
			case c.path == portPath:
				found = append(found, observable{[]incident.AssetType{incident.AssetIPPort}, c.value})
			case !isContext(c.path):
				left = append(left, "the pattern looks at "+c.path+", which no type stands for")
			}
		}
	}
	if len(found) == 0 && len(left) == 0 {
		left = []string{"the pattern names no value"}
	}
	return found, left, nil
}

// Paths whose values belong to those of another comparison.
const (
	inDirectory = "file:parent_directory_ref.path"
	onPort      = "network-traffic:dst_port"
	portPath    = "an address with its port"
)

// paired joins what one AND holds together and one type can say: a file's name with its
// directory, and an address with its port.
func paired(group []comparison) []comparison {
	if len(group) < 2 || slices.ContainsFunc(group, func(c comparison) bool { return c.or || c.why != "" }) {
		return group
	}
	at := func(paths ...string) int {
		return slices.IndexFunc(group, func(c comparison) bool { return slices.Contains(paths, c.path) })
	}
	join := func(i, j int, c comparison) []comparison {
		rest := slices.Clone(group)
		rest[i] = c
		return slices.Delete(rest, j, j+1)
	}
	if name, dir := at("file:name"), at(inDirectory); name >= 0 && dir >= 0 {
		return join(name, dir, comparison{path: "directory:path", value: inFolder(group[dir].value, group[name].value)})
	}
	if address, port := at("network-traffic:dst_ref.value", "ipv4-addr:value", "ipv6-addr:value"), at(onPort); address >= 0 && port >= 0 {
		if a, err := netip.ParseAddr(strings.ReplaceAll(group[address].value, "[.]", ".")); err == nil {
			value := a.String() + ":" + group[port].value
			if a.Is6() {
				value = "[" + a.String() + "]:" + group[port].value
			}
			return join(address, port, comparison{path: portPath, value: value})
		}
	}
	return group
}

// inFolder joins a folder and a name with the folder's sign.
func inFolder(dir, name string) string {
	stroke := "/"
	if i := strings.LastIndexAny(dir, `/\`); i >= 0 {
		stroke = dir[i : i+1]
	}
	return strings.TrimSuffix(dir, stroke) + stroke + name
}
