package intake

import (
	"strings"

	"warroom/session/incident"
)

// columns says which cells of a row mean what.
type columns struct {
	values []valueColumn
	of     map[string]int // type, state, kind, why
	many   bool           // there is more than one column
}

// valueColumn is a column of values, all of one type if its name is one.
type valueColumn struct {
	at   int
	word string // the type's word, "" where another column or the value says it
}

// columnWords holds the names of columns of others, without signs and in lower case, by
// what they mean; the first that a table has is read.
var columnWords = map[string][]string{
	"value": {
		"value", "iocvalue", "indicatorvalue", "observablevalue", "observable", "data", "ioc", "dataname", "attributevalue", "indicator", "artifact",
	},
	"type": {
		"type", "ioctype", "indicatortype", "observabletype", "datatype", "entitytype", "attributetype", "valuetype", "typename", "filehashtype", "hashtype", "indicator",
	},
	"why": {
		"why", "comment", "comments", "iocdescription", "description", "note", "notes", "message", "usage", "context", "reason", "threat", "malware", "title", "name", "details",
	},
	"state": {"state"},
	"kind":  {"kind"},
}

// columnsOf reads the names of columns. It finds none where no column holds values.
func columnsOf(head []string) (c columns, found bool) {
	places := map[string][]int{}
	for i, name := range head {
		name = plainWord(strings.TrimLeft(name, "#\ufeff"))
		places[name] = append(places[name], i)
	}
	c = columns{of: map[string]int{}, many: len(head) > 1}
	taken := map[int]bool{}
	for _, word := range columnWords["value"] {
		if word == "indicator" && len(c.values) > 0 {
			continue
		}
		for _, at := range places[word] {
			c.values = append(c.values, valueColumn{at: at})
			taken[at] = true
		}
		if len(c.values) > 0 {
			break
		}
	}
	for what, words := range columnWords {
		for _, word := range words {
			if at := places[word]; what != "value" && len(at) > 0 && !taken[at[0]] {
				c.of[what] = at[0]
				taken[at[0]] = true
				break
			}
		}
	}
	if len(c.values) > 0 {
		return c, true
	}
	for _, cell := range head { // a row that holds a value names no columns
		if _, err := (incident.NameAsset{Value: cell, IOC: true}).Settled(); err == nil {
			return c, false
		}
	}
	for i, name := range head { // a column by the name of a type
		if word := strings.TrimSpace(strings.TrimLeft(name, "#\ufeff")); !taken[i] && typesOf(word) != nil {
			c.values = append(c.values, valueColumn{at: i, word: word})
		}
	}
	return c, len(c.values) > 0
}
