package sshd

// The largest window that is drawn. A client that names a larger one gets this.
const (
	MaxColumns = 500
	MaxRows    = 200
)

// Size is that of a terminal, in characters, at least 1×1.
type Size struct{ Columns, Rows int }

// clampSize bounds a size. Some clients send 0 when they don't know theirs.
func clampSize(columns, rows uint32) Size {
	return Size{int(min(max(columns, 1), MaxColumns)), int(min(max(rows, 1), MaxRows))}
}
