package exec

import (
	"encoding/json"
	"io"
)

// listed is a list of a document. Its items are made one by one, as they are written,
// for it may be long.
type listed[T any] func(yield func(T) bool)

func (l listed[T]) each(yield func(any) bool) {
	l(func(item T) bool { return yield(item) })
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
