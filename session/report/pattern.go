package report

import (
	"strings"

	"warroom/session/incident"
)

// paths maps each type to its path in the observables of STIX.
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

// pattern returns the indicator in STIX patterning (STIX 2.1, section 9).
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

// literal escapes characters that would end a string of a pattern or change it.
var literal = strings.NewReplacer(`\`, `\\`, `'`, `\'`)

// splitPath splits a file's path into directory and name. A directory alone has
// no name. If the two could not be joined again, for example because the path
// mixes slashes and backslashes, all of it is the name.
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
		return path[:i+1], name // a root keeps its slash
	}
	if j := strings.LastIndexAny(dir, `/\`); j < 0 || dir[j] != path[i] || j == len(dir)-1 {
		return "", path
	}
	return dir, name
}
