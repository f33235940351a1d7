package exec

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestADocumentIsTheSameItemByItem(t *testing.T) {
	type inner struct {
		A string         `json:"a"`
		B map[string]int `json:"b"`
	}
	items := []inner{{"<x>", nil}, {"y", map[string]int{"n": 1}}}
	var empty []inner
	var got strings.Builder
	err := writeObject(&got, struct {
		inner
		Items listed[inner] `json:"items"`
		None  listed[inner] `json:"none"`
		Last  *int          `json:"last"`
	}{items[1], func(yield func(inner) bool) { _ = yield(items[0]) && yield(items[1]) }, func(func(inner) bool) {}, nil})
	if err != nil {
		t.Fatal(err)
	}
	var want strings.Builder
	if err := json.NewEncoder(&want).Encode(struct {
		inner
		Items []inner `json:"items"`
		None  []inner `json:"none"`
		Last  *int    `json:"last"`
	}{items[1], items, append([]inner{}, empty...), nil}); err != nil {
		t.Fatal(err)
	}
	if got.String() != want.String() {
		t.Errorf("%s\n, not\n%s", &got, &want)
	}
}
