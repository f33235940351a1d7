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

// linkBreaker breaks what a terminal could take for a link, once.
var linkBreaker = strings.NewReplacer("[.]", "[.]", "[://]", "[://]", ".", "[.]", "://", "[://]", "@", "[at]")

// harmlessText returns what was typed in a form in which no terminal finds a link.
func harmlessText(s string) string {
	return linkBreaker.Replace(CleanLine(s))
}

// Settled returns c with its type, its value in canonical form, and in Typed what was
// typed where that says something else. The error is a Refusal.
func (c NameAsset) Settled() (NameAsset, error) {
	t, value, err := Canonical(c.Type, c.Value, c.IOC)
	if err != nil {
		return c, err
	}
	c.Typed = otherwise(c.typed(), value)
	c.Type, c.Value, c.Why = t, value, CleanLine(c.Why)
	return c, nil
}
