package incident

import (
	"encoding/json"
	"strings"
)

// recordSteps are the steps about what show and its JSON have:
//
//	part checks     the rows of parts in words, by the labels of the parts
//	json checks     their values in JSON
//	briefly decided the rows that a brief has of them
func recordSteps() map[string]func(r *run, rest string) {
	told := func(tell func(p Part) []string) func(r *run, labels string) {
		return func(r *run, labels string) {
			for label := range strings.SplitSeq(labels, ", ") {
				for _, p := range seenByAll(r.state).Brief(Reader{Name: r.ask.By.Name, Now: r.ask.At}) {
					if p.Label == label {
						r.tell(label, tell(p))
					}
				}
			}
		}
	}
	return map[string]func(r *run, rest string){
		"part":    told(wordsOfPart),
		"json":    told(jsonOfPart),
		"briefly": told(func(p Part) []string { return p.lines(p.Now()) }),
	}
}

func wordsOfPart(p Part) []string { return p.lines(p.All()) }

func (p Part) lines(rows func(func(Row) bool)) (lines []string) {
	for row := range rows {
		lines = append(lines, row.Text())
		for _, more := range row.More() {
			lines = append(lines, "   "+more)
		}
	}
	return lines
}

func jsonOfPart(p Part) (lines []string) {
	for _, f := range p.Fields {
		lines = append(lines, f.Key+" "+string(must(json.Marshal(f.Value))))
	}
	for row := range p.All() {
		if value := row.Value(); value != nil {
			lines = append(lines, string(must(json.Marshal(value))))
		}
	}
	return lines
}
