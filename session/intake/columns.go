package intake

import (
	"slices"
	"strings"

	"warroom/session/incident"
)

// columns says which cells of a row mean what.
type columns struct {
	names    []string // as the list writes them
	values   []valueColumn
	second   []valueColumn  // hold values too, beside a column that is named for them
	of       map[string]int // type, state, kind, why
	verdicts []verdictColumn
	ports    []int // columns of ports that are of no address's column
	unread   []int // columns that mean nothing here
	many     bool  // there is more than one column
}

// valueColumn is a column of values, all of one type if its name is one.
type valueColumn struct {
	at   int
	word string // the type's word, "" where another column or the value says it
	port int    // the column of its ports, -1 for none
	end  end    // of a connection
}

// end is an end of a connection.
type end byte

const (
	noEnd end = iota
	sourceEnd
	destinationEnd
)

// endOf returns the end that a column's name says, without signs and in lower case.
func endOf(plain string) end {
	switch {
	case strings.Contains(plain, "src"), strings.Contains(plain, "source"):
		return sourceEnd
	case strings.Contains(plain, "dst"), strings.Contains(plain, "dest"):
		return destinationEnd
	}
	return noEnd
}

// columnWords holds the names of columns of others, without signs and in lower case, by
// what they mean; the first that a table has is read.
var columnWords = map[string][]string{
	"value": {
		"value", "iocvalue", "indicatorvalue", "observablevalue", "observable", "data", "ioc", "dataname", "attributevalue", "indicator", "artifact",
		"values", "iocs", "indicators", "observables", "artifacts",
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

// heading is a line of names of columns that is being read.
type heading struct {
	columns
	plain []string // the names without signs and in lower case
	taken map[int]bool
}

// columnsOf reads the names of columns. Found is false where none is known to hold
// values; the others are read all the same.
func columnsOf(head []string) (c columns, found bool) {
	h := heading{columns{names: head, of: map[string]int{}, many: len(head) > 1}, nil, map[int]bool{}}
	for _, name := range head {
		h.plain = append(h.plain, plainWord(strings.Trim(name, "#\ufeff? ")))
	}
	h.findValues()
	h.findOthers()
	if named := len(h.values) > 0; named {
		h.second = append(h.second, h.typed()...)
	} else if !holdsValue(head) {
		h.values = h.typed()
		h.setNetworksApart()
	}
	h.findPorts()
	for i := range head {
		if !h.taken[i] && h.plain[i] != "" {
			h.unread = append(h.unread, i)
		}
	}
	return h.columns, len(h.values) > 0
}

// places returns the columns of a name that mean nothing else.
func (h *heading) places(plain string) (at []int) {
	for i, name := range h.plain {
		if name == plain && !h.taken[i] {
			at = append(at, i)
		}
	}
	return at
}

// findValues finds the columns that are named for values.
func (h *heading) findValues() {
	for _, word := range columnWords["value"] {
		if word == "indicator" && len(h.values) > 0 {
			continue // it holds the type
		}
		for _, at := range h.places(word) {
			column := valueColumn{at: at, port: -1}
			if first := len(h.values) == 0; first || h.plain[h.values[0].at] == word {
				h.values = append(h.values, column)
			} else {
				h.second = append(h.second, column)
			}
			h.taken[at] = true
		}
	}
}

// findOthers finds what columns say beside the values. A second column of values may say
// something else.
func (h *heading) findOthers() {
	for _, what := range [...]string{"type", "why", "state", "kind"} {
		for _, word := range columnWords[what] {
			if at := h.places(word); len(at) > 0 {
				h.of[what] = at[0]
				h.taken[at[0]] = true
				break
			}
		}
	}
	for i, name := range h.plain {
		second := slices.ContainsFunc(h.second, func(v valueColumn) bool { return v.at == i })
		if says, ok := verdictColumns[name]; ok && (second || !h.taken[i]) {
			h.verdicts = append(h.verdicts, verdictColumn{i, says})
			h.taken[i] = true
		}
		if ours[name] {
			h.taken[i] = true
		}
	}
}

// ours names columns of session/report that say who, when and where.
var ours = map[string]bool{"by": true, "at": true, "seq": true}

// typed returns the columns by the names of types.
func (h *heading) typed() (found []valueColumn) {
	for i, name := range h.names {
		if word := strings.TrimSpace(strings.TrimLeft(name, "#\ufeff")); !h.taken[i] && typesOf(word) != nil {
			found = append(found, valueColumn{i, word, -1, endOf(h.plain[i])})
			h.taken[i] = true
		}
	}
	return found
}

// isWeak reports whether a table may name what was attacked by such columns of types,
// and hold its indicators in another.
func (c columns) isWeak() bool {
	return !slices.ContainsFunc(c.values, func(v valueColumn) bool {
		switch plainWord(v.word) {
		case "host", "hostname", "user", "username", "useraccount", "account", "mac", "macaddress", "network", "address", "path", "file", "filename":
			return false
		}
		return true
	})
}

// setNetworksApart makes columns of AS numbers beside others the second: they say to
// whom an address belongs.
func (h *heading) setNetworksApart() {
	isNetwork := func(v valueColumn) bool {
		return slices.Equal(typesOf(v.word), []incident.AssetType{incident.AssetASN})
	}
	if !slices.ContainsFunc(h.values, func(v valueColumn) bool { return !isNetwork(v) }) {
		return
	}
	for _, v := range h.values {
		if isNetwork(v) {
			h.second = append(h.second, v)
		}
	}
	h.values = slices.DeleteFunc(h.values, isNetwork)
}

// holdsValue reports whether a row holds a value: it names no columns.
func holdsValue(head []string) bool {
	return slices.ContainsFunc(head, func(cell string) bool { return settles(strings.TrimSpace(cell)) })
}

// settles reports whether a value says by itself which indicator it is.
func settles(value string) bool {
	if value == "" {
		return false
	}
	_, err := (incident.NameAsset{Value: value, IOC: true}).Settled()
	return err == nil
}
