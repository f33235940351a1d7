package incident

import "strings"

// otherwise returns what was typed where its value says something else than the same
// without fangs, in another case, or with the slash that ends an empty path; else "".
func otherwise(typed, value string) string {
	typed = strings.TrimSpace(CleanLine(typed))
	bare := strings.TrimSuffix(strings.TrimPrefix(typed, `"`), `"`)
	if strings.EqualFold(bare, value) {
		return ""
	}
	if bare = refang(bare); strings.EqualFold(bare, value) || strings.EqualFold(bare+"/", value) {
		return ""
	}
	return typed
}

// harmlessText returns what was typed in a form in which no terminal finds a link.
func harmlessText(s string) string {
	return strings.NewReplacer("[.]", "[.]", "[://]", "[://]", ".", "[.]", "://", "[://]", "@", "[at]").Replace(CleanLine(s))
}
