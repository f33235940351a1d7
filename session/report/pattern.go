package report

import (
	"strings"

	"warroom/session/incident"
)

// paths maps each type to its path in the observables of STIX. Of those that STIX has
// no observable for, wallets have OpenCTI's, and fingerprints of TLS a property of our own.
var paths = map[incident.AssetType]string{
	incident.AssetIPv4:       "ipv4-addr:value",
	incident.AssetIPv6:       "ipv6-addr:value",
	incident.AssetDomain:     "domain-name:value",
	incident.AssetURL:        "url:value",
	incident.AssetSHA512:     "file:hashes.'SHA-512'",
	incident.AssetSHA256:     "file:hashes.'SHA-256'",
	incident.AssetSHA1:       "file:hashes.'SHA-1'",
	incident.AssetMD5:        "file:hashes.MD5",
	incident.AssetSSDEEP:     "file:hashes.SSDEEP",
	incident.AssetTLSH:       "file:hashes.TLSH",
	incident.AssetEmail:      "email-addr:value",
	incident.AssetAccount:    "user-account:account_login",
	incident.AssetFile:       "file:name",
	incident.AssetRegistry:   "windows-registry-key:key",
	incident.AssetMutex:      "mutex:name",
	incident.AssetMAC:        "mac-addr:value",
	incident.AssetCVE:        "vulnerability:name",
	incident.AssetUserAgent:  "network-traffic:extensions.'http-request-ext'.request_header.'User-Agent'",
	incident.AssetJA3:        "network-traffic:x_ja3",
	incident.AssetJA4:        "network-traffic:x_ja4",
	incident.AssetBitcoin:    "cryptocurrency-wallet:value",
	incident.AssetCertSerial: "x509-certificate:serial_number",
}

// pattern returns the indicator in STIX patterning (STIX 2.1, section 9).
func pattern(a *incident.Asset) string {
	switch a.Type {
	case incident.AssetCIDR:
		return "[" + equals(familyOf(a.Value)+":value", a.Value) + "]"
	case incident.AssetIPPort:
		return portPattern(a.Value)
	case incident.AssetASN:
		return "[autonomous-system:number = " + strings.TrimPrefix(a.Value, "AS") + "]"
	case incident.AssetPath:
		return pathPattern(a.Value)
	}
	return "[" + equals(paths[a.Type], a.Value) + "]"
}

// familyOf returns the observable of an address or a network.
func familyOf(address string) string {
	if strings.Contains(address, ":") {
		return "ipv6-addr"
	}
	return "ipv4-addr"
}

// portPattern returns a pattern for traffic to an address and a port.
func portPattern(value string) string {
	i := strings.LastIndexByte(value, ':')
	address := strings.Trim(value[:i], "[]")
	return "[" + equals("network-traffic:dst_ref.type", familyOf(address)) + " AND " + equals("network-traffic:dst_ref.value", address) +
		" AND network-traffic:dst_port = " + value[i+1:] + "]"
}

func pathPattern(path string) string {
	dir, name := splitPath(path)
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
