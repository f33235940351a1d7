package incident

import (
	"fmt"
	"reflect"
	"strings"
)

// mendHolders are the places of a fact's own names in the lines of mends, by its fields.
var mendHolders = []struct{ field, holder, named string }{
	{"N", "D3", "D%d"}, {"N", "A4", "A%d"}, {"N", "P2", "P%d"}, {"N", "C1", "C%d"}, {"N", "H1", "H%d"}, {"N", "Q1", "Q%d"}, {"N", "E1", "E%d"},
	{"Seq", "SEQ", "%d"}, {"Key", "KEY", "%s"}, {"Question", "QUESTION", "%s"}, {"System", "SYSTEM", "%s"},
	{"To", "INC-N", "%s"}, {"From", "INC-N", "%s"},
}

// ofFact puts what an entry is about in place of the examples of a line: its number, its key.
func ofFact(line string, f Fact) string {
	v := reflect.ValueOf(f)
	if v.Kind() != reflect.Struct {
		return line
	}
	for _, h := range mendHolders {
		field := v.FieldByName(h.field)
		if !field.IsValid() || field.IsZero() || !strings.Contains(line, h.holder) {
			continue
		}
		if _, is := field.Interface().(ID); h.holder == "INC-N" && !is {
			continue
		}
		line = strings.ReplaceAll(line, h.holder, quote(fmt.Sprintf(h.named, field.Interface())))
	}
	return line
}
