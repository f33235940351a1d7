package session

import (
	"log/slog"
	"runtime/debug"
)

// Guard runs f. It logs a panic in f, with the stack and attrs, and returns: every
// goroutine of the server runs under it, so that a fault in one task or one person's
// screen doesn't end the rest. Doing says what f does, as "keep a client alive".
//
// Two kinds of code recover by themselves, because they must do more than log: what
// turns a panic into an error for its caller, and what ends one session with a message
// for its person.
func Guard(log *slog.Logger, doing string, f func(), attrs ...any) {
	defer func() {
		if v := recover(); v != nil {
			log.Error("panic", append([]any{"doing", doing, "value", v, "stack", string(debug.Stack())}, attrs...)...)
		}
	}()
	f()
}
