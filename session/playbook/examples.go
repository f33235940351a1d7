package playbook

import "embed"

//go:embed examples/*.yaml
var examples embed.FS

// ExampleWords are the sorts of file of which there is an example.
func ExampleWords() []string { return []string{"playbook", "sheet"} }

// Example returns a commented example of a sort of file, with each key that it may have;
// false where there is none.
func Example(sort string) (string, bool) {
	text, err := examples.ReadFile("examples/" + sort + ".yaml")
	return string(text), err == nil
}
