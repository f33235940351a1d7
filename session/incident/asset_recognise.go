package incident

import (
	"encoding/hex"
	"path"
	"slices"
	"strings"
)

// recognise is the type that a value can only be of, AssetUntyped where it may
// be of several. The value is refanged; whether it is a good one is another
// question.
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

// recognisers are asked in this order.
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

// looksLikePath reports whether s begins as a path of Unix or Windows does.
func looksLikePath(s string) bool {
	drive := len(s) >= 3 && isLowerOrDigit(s[0]|0x20) && s[1] == ':' && (s[2] == '\\' || s[2] == '/')
	return drive || strings.HasPrefix(s, "/") || strings.HasPrefix(s, "~/") || strings.HasPrefix(s, `\\`)
}

// looksLikeIPv4 reports whether s is numbers and dots, as nothing else is.
func looksLikeIPv4(s string) bool {
	return strings.Contains(s, ".") && strings.Trim(s, "0123456789./") == ""
}

// looksLikeIPv6 asks for two colons: one alone may stand before a port.
func looksLikeIPv6(s string) bool {
	return strings.Count(s, ":") >= 2 && strings.Trim(s, "0123456789abcdefABCDEF:./%") == ""
}

func isHex(digits int) func(string) bool {
	return func(s string) bool {
		_, err := hex.DecodeString(s)
		return len(s) == digits && err == nil
	}
}

// fileEndings are those that files have and no domain ends in, so that
// evil.exe is not taken for a name of the net.
var fileEndings = []string{
	".bat", ".bin", ".cmd", ".conf", ".dll", ".doc", ".docm", ".docx", ".elf", ".exe", ".hta", ".iso", ".jar", ".js",
	".jse", ".json", ".lnk", ".log", ".msi", ".pdf", ".php", ".png", ".ps1", ".scr", ".sys", ".tmp", ".txt", ".vbs",
	".war", ".xls", ".xlsm", ".xlsx", ".yaml",
}

func looksLikeDomain(s string) bool {
	ending := strings.ToLower(path.Ext(strings.TrimSuffix(s, ".")))
	return len(ending) > 2 && !slices.Contains(fileEndings, ending) && !strings.ContainsAny(s, "@:/\\ ")
}
