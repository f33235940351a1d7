package incident

import (
	"encoding/hex"
	"path"
	"slices"
	"strings"
)

// recognise returns the only type that a refanged value can have, or
// AssetUntyped if it may have several. It doesn't check whether the value is
// valid.
func recognise(value string, ioc bool) AssetType {
	for _, r := range recognisers {
		if r.is(value) {
			return r.of
		}
	}
	if !ioc && isHost(value) && !strings.Contains(value, ".") {
		return AssetHost
	}
	return AssetUntyped
}

// recognisers are tried in this order.
var recognisers = [...]struct {
	of AssetType
	is func(string) bool
}{
	{AssetURL, func(s string) bool { return strings.Contains(s, "://") }},
	{AssetPath, looksLikePath},
	{AssetIPv4, looksLikeIPv4},
	{AssetIPv6, looksLikeIPv6},
	{AssetSHA256, isHex(64)},
	{AssetSHA1, isHex(40)},
	{AssetMD5, isHex(32)},
	{AssetAccount, func(s string) bool { return strings.Count(s, `\`) == 1 && !strings.ContainsAny(s, "/@:") }},
	{AssetEmail, func(s string) bool { return strings.Count(s, "@") == 1 && strings.Contains(s, ".") }},
	{AssetDomain, looksLikeDomain},
}

// looksLikePath reports whether s begins like a Unix or Windows path.
func looksLikePath(s string) bool {
	drive := len(s) >= 3 && isLowerOrDigit(s[0]|0x20) && s[1] == ':' && (s[2] == '\\' || s[2] == '/')
	return drive || strings.HasPrefix(s, "/") || strings.HasPrefix(s, "~/") || strings.HasPrefix(s, `\\`)
}

// looksLikeIPv4 reports whether s consists of digits and dots, with an optional
// network length.
func looksLikeIPv4(s string) bool {
	return strings.Contains(s, ".") && strings.Trim(s, "0123456789./") == ""
}

// looksLikeIPv6 requires two colons, since a single one may separate a port.
func looksLikeIPv6(s string) bool {
	return strings.Count(s, ":") >= 2 && strings.Trim(s, "0123456789abcdefABCDEF:./%") == ""
}

func isHex(digits int) func(string) bool {
	return func(s string) bool {
		_, err := hex.DecodeString(s)
		return len(s) == digits && err == nil
	}
}

// fileEndings lists file extensions that aren't top-level domains, so that
// evil.exe isn't taken for a domain.
var fileEndings = []string{
	".bat", ".bin", ".cmd", ".conf", ".dll", ".doc", ".docm", ".docx", ".elf", ".exe", ".hta", ".iso", ".jar", ".js",
	".jse", ".json", ".lnk", ".log", ".msi", ".pdf", ".php", ".png", ".ps1", ".scr", ".sys", ".tmp", ".txt", ".vbs",
	".war", ".xls", ".xlsm", ".xlsx", ".yaml",
}

func looksLikeDomain(s string) bool {
	ending := strings.ToLower(path.Ext(strings.TrimSuffix(s, ".")))
	return len(ending) > 2 && !slices.Contains(fileEndings, ending) && !strings.ContainsAny(s, "@:/\\ ")
}
