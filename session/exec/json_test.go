package exec

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestAListIsTheSameItemByItem(t *testing.T) {
	type inner struct {
		A string         `json:"a"`
		B map[string]int `json:"b"`
	}
	items := []inner{{"<x>", nil}, {"y", map[string]int{"n": 1}}}
	for n := range items {
		var got, want strings.Builder
		list := listed[inner](func(yield func(inner) bool) {
			for _, item := range items[:n] {
				if !yield(item) {
					return
				}
			}
		})
		if err := writeValue(&got, list); err != nil {
			t.Fatal(err)
		}
		if err := json.NewEncoder(&want).Encode(items[:n]); err != nil {
			t.Fatal(err)
		}
		if got.String()+"\n" != want.String() {
			t.Errorf("%s\n, not\n%s", &got, &want)
		}
	}
}
