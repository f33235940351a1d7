package exec

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"warroom/session/incident"
)

// unsaid returns in words what JSON has for a value and a line doesn't say yet. What is
// empty, zero, false or null is left out. A text of several words has a line of its own,
// so that nobody can write into it what looks like another value.
func unsaid(key string, value any, said string) []string {
	raw, err := json.Marshal(value)
	if err != nil {
		return nil
	}
	in := json.NewDecoder(bytes.NewReader(raw))
	in.UseNumber()
	var short, long []string
	last := ""
	for _, d := range details(in, keyWords(key)) {
		switch {
		case d.isSaid(said):
			continue
		case !d.moment && strings.ContainsAny(d.text, " ;,"):
			long = append(long, d.keys+": "+d.text)
		case d.keys == last:
			short[len(short)-1] += ", " + d.text
		default:
			short = append(short, strings.TrimSpace(d.keys+" "+d.text))
		}
		last = d.keys
	}
	if len(short) > 0 {
		long = append([]string{strings.Join(short, "; ")}, long...)
	}
	return long
}

// detail is one value that JSON has, and its keys in words.
type detail struct {
	keys   string
	text   string // "" for true
	moment bool   // the text is a time
	own    string // of one that is true: the last of its keys
}

// isSaid reports whether a line says the detail, in whole words.
func (d detail) isSaid(said string) bool {
	said = strings.ToLower(said)
	if d.text == "" {
		return holdsWords(said, d.keys) || holdsWords(said, d.own)
	}
	return holdsWords(said, strings.ToLower(d.text))
}

// details reads the values of one JSON value, in their order.
func details(in *json.Decoder, keys string) (all []detail) {
	token, err := in.Token()
	if err != nil {
		return nil
	}
	switch token := token.(type) {
	case json.Delim:
		for place := 1; in.More(); place++ {
			inner, key := keys, ""
			if token == '{' {
				name, _ := in.Token()
				key = keyWords(fmt.Sprint(name))
				inner = strings.TrimSpace(keys + " " + key)
			}
			found := details(in, inner)
			if key != "" && len(found) == 1 && found[0].text == "" && found[0].own == "" {
				found[0].own = key
			}
			if token == '[' {
				numberDetails(found, keys, place)
			}
			all = append(all, found...)
		}
		_, _ = in.Token() // the end of it
	case string:
		all = textDetail(keys, token)
	case json.Number:
		all = numberDetail(keys, token.String())
	case bool:
		if token {
			all = []detail{{keys: keys}}
		}
	}
	return all
}

// numberDetails tells the details of one object of a list from those of the next.
func numberDetails(found []detail, keys string, place int) {
	for i, d := range found {
		if d.keys != keys {
			found[i].keys = fmt.Sprintf("%s %d%s", keys, place, strings.TrimPrefix(d.keys, keys))
		}
	}
}

func textDetail(keys, text string) []detail {
	if at, err := time.Parse(time.RFC3339Nano, text); err == nil {
		if at.IsZero() {
			return nil
		}
		return []detail{{keys: keys, text: stamp(at), moment: true}}
	}
	if text = incident.CleanLine(text); text == "" {
		return nil
	}
	return []detail{{keys: keys, text: text}}
}

func numberDetail(keys, digits string) []detail {
	if digits == "0" {
		return nil
	}
	if whose, is := strings.CutSuffix(keys, "seq"); is {
		return []detail{{keys: whose + "entry", text: "#" + digits}}
	}
	return []detail{{keys: keys, text: digits}}
}

// keyWords returns a key of JSON as words.
func keyWords(key string) string { return strings.ReplaceAll(key, "_", " ") }

// holdsWords reports whether a text holds words that are no part of longer ones.
func holdsWords(text, words string) bool {
	for at := 0; words != ""; {
		i := strings.Index(text[at:], words)
		if i < 0 {
			break
		}
		at += i
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		if at += len(words); !partOfWord(before) {
			if after, _ := utf8.DecodeRuneInString(text[at:]); !partOfWord(after) {
				return true
			}
		}
	}
	return false
}

func partOfWord(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '_')
}
