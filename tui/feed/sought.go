package feed

import (
	"strings"

	"warroom/session/incident"
)

// sought is a text that is looked for, in each form in which a record may hold it: an
// indicator is found however it was written.
type sought []string

func seek(text string) sought { return incident.SearchForms(text) }

// in reports whether a text, as searched returns it, holds one of the forms.
func (s sought) in(text string) bool { return incident.HoldsForm(text, s) }

// highlight returns the first place in a text on the screen that shows one of the forms,
// defanged or not, or -1, 0.
func (s sought) highlight(text string) (start, end int) {
	start = -1
	for _, form := range s {
		for _, shown := range [...]string{form, strings.ReplaceAll(form, ".", "[.]")} {
			if from, to := indexFold(text, shown); from >= 0 && (start < 0 || from < start) {
				start, end = from, to
			}
		}
	}
	return start, end
}

// perStep is how many bytes of text are searched in one step, and fangSteps how many
// steps that takes where brackets have to be undone.
const (
	perStep   = 256
	fangSteps = 8
)

// searched returns the text of an entry in the form in which words are sought, and the
// steps that it takes to search it.
func searched(e *incident.Entry) (text string, steps int) {
	text = e.Line()
	if listed := e.Listed(); listed != "" {
		text += "\n" + listed
	}
	steps = 1 + len(text)/perStep
	if strings.ContainsAny(text, `[({<\`) {
		steps *= fangSteps
	}
	return incident.SearchText(text), steps
}
