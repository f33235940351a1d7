package incident

import "strings"

// hives pairs the short names of the registry's roots with the whole ones, which STIX
// asks for.
var hives = [...][2]string{
	{"HKLM", "HKEY_LOCAL_MACHINE"}, {"HKCU", "HKEY_CURRENT_USER"}, {"HKCR", "HKEY_CLASSES_ROOT"}, {"HKU", "HKEY_USERS"}, {"HKCC", "HKEY_CURRENT_CONFIG"},
}

// looksLikeRegistry reports whether s begins like a registry key.
func looksLikeRegistry(s string) bool {
	_, ok := checkRegistry(s)
	return ok
}

// checkRegistry accepts a key below a root, and writes the root out. The rest stays as
// typed.
func checkRegistry(s string) (string, bool) {
	root, rest, ok := strings.Cut(s, `\`)
	root = strings.TrimSuffix(root, ":") // as in PowerShell
	for _, hive := range hives {
		if strings.EqualFold(root, hive[0]) || strings.EqualFold(root, hive[1]) {
			key := hive[1] + `\` + rest
			return key, ok && rest != "" && len(key) <= maxAsset
		}
	}
	return "", false
}
