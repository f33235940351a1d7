package exec

import (
	"encoding/json"
	"io"
	"reflect"
	"strconv"
	"strings"
)

// listed is a list of a document. Its items are made one by one, as they are written,
// for it may be long.
type listed[T any] func(yield func(T) bool)

func (l listed[T]) each(yield func(any) bool) {
	l(func(item T) bool { return yield(item) })
}

// writeObject writes a struct as encoding/json would on one line, with its
// lists item by item, so that it is never in memory whole.
func writeObject(w io.Writer, v any) error {
	sep := "{"
	err := writeFields(w, reflect.ValueOf(v), &sep)
	if err == nil {
		_, err = io.WriteString(w, "}\n")
	}
	return err
}

// writeFields writes the fields of a struct, those of the embedded ones among
// them; sep stands before the next.
func writeFields(w io.Writer, v reflect.Value, sep *string) error {
	for i := range v.NumField() {
		field := v.Type().Field(i)
		if field.Anonymous {
			if err := writeFields(w, v.Field(i), sep); err != nil {
				return err
			}
			continue
		}
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if _, err := io.WriteString(w, *sep+strconv.Quote(name)+":"); err != nil {
			return err
		}
		*sep = ","
		if err := writeValue(w, v.Field(i).Interface()); err != nil {
			return err
		}
	}
	return nil
}

func writeValue(w io.Writer, v any) error {
	if list, ok := v.(interface{ each(func(any) bool) }); ok {
		return writeList(w, list.each)
	}
	text, err := json.Marshal(v)
	if err == nil {
		_, err = w.Write(text)
	}
	return err
}

// writeList writes an array item by item.
func writeList(w io.Writer, each func(func(any) bool)) error {
	_, err := io.WriteString(w, "[")
	sep := ""
	each(func(item any) bool {
		if err == nil {
			_, err = io.WriteString(w, sep)
		}
		if sep = ","; err == nil {
			err = writeValue(w, item)
		}
		return err == nil
	})
	if err == nil {
		_, err = io.WriteString(w, "]")
	}
	return err
}
