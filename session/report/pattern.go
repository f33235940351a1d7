package report

import (
	"strings"

	"warroom/session/incident"
)

// paths are where the observables of STIX have the values of each type.
var paths = map[incident.AssetType]string{
	incident.AssetIPv4:    "ipv4-addr:value",
	incident.AssetIPv6:    "ipv6-addr:value",
	incident.AssetDomain:  "domain-name:value",
	incident.AssetURL:     "url:value",
	incident.AssetSHA256:  "file:hashes.'SHA-256'",
	incident.AssetSHA1:    "file:hashes.'SHA-1'",
	incident.AssetMD5:     "file:hashes.MD5",
	incident.AssetEmail:   "email-addr:value",
	incident.AssetAccount: "user-account:account_login",
}

// pattern is the indicator as STIX patterning writes it (STIX 2.1, section 9).
func pattern(a *incident.Asset) string {
	if path, ok := paths[a.Type]; ok {
		return "[" + equals(path, a.Value) + "]"
	}
	dir, name := splitPath(a.Value)
	switch {
	case name == "":
		return "[" + equals("directory:path", dir) + "]"
	case dir == "":
		return "[" + equals("file:name", name) + "]"
	}
	return "[" + equals("file:name", name) + " AND " + equals("file:parent_directory_ref.path", dir) + "]"
}

func equals(path, value string) string { return path + " = '" + literal.Replace(value) + "'" }

// literal escapes what would end or bend a string of a pattern.
var literal = strings.NewReplacer(`\`, `\\`, `'`, `\'`)

// splitPath parts a file from its directory. A directory alone has no name.
// Where the two could not be joined again, as where only one of Unix's and
// Windows's strokes stands in the path, all of it is the name.
func splitPath(path string) (dir, name string) {
	i := strings.LastIndexAny(path, `/\`)
	if i == len(path)-1 {
		return path, ""
	}
	if i < 0 {
		return "", path
	}
	dir, name = path[:i], path[i+1:]
	if dir == "" || strings.HasSuffix(dir, ":") {
		return path[:i+1], name // a root keeps its stroke
	}
	if j := strings.LastIndexAny(dir, `/\`); j < 0 || dir[j] != path[i] || j == len(dir)-1 {
		return "", path
	}
	return dir, name
}
