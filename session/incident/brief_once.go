package incident

import "iter"

// Once has the things that a brief has told, so that each is told once: by the first part
// that has it, where that is drawn. JSON has each part whole.
type Once map[string]bool

// Left yields the rows whose thing hasn't been told.
func (o Once) Left(rows iter.Seq[Row]) iter.Seq[Row] {
	return func(yield func(Row) bool) {
		for row := range rows {
			if (row.thing == "" || !o[row.thing]) && !yield(row) {
				return
			}
		}
	}
}

// Tell notes that a row is told.
func (o Once) Tell(row Row) {
	if row.thing != "" {
		o[row.thing] = true
	}
}

// Each yields the rows whose thing hasn't been told, and notes that they are.
func (o Once) Each(rows iter.Seq[Row]) iter.Seq[Row] {
	return func(yield func(Row) bool) {
		for row := range o.Left(rows) {
			if o.Tell(row); !yield(row) {
				return
			}
		}
	}
}
