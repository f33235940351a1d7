package playbook

import (
	"go.yaml.in/yaml/v4"

	"warroom/session/incident"
)

// maxAccountable bounds the people who may answer for a decision with an observer's key.
const maxAccountable = 50

// people reads a list of people's names, each in its stored form.
func (r *reader) people(n *yaml.Node, what string) (names []string) {
	texts, lines := r.texts(n, what, maxAccountable, maxName)
	for i, text := range texts {
		name, err := incident.CleanName(text)
		if err != nil {
			r.fault(&yaml.Node{Line: lines[i]}, "%s: %s", what, err)
			continue
		}
		names = append(names, name)
	}
	return names
}
