package main

import (
	"context"
	"fmt"
	"runtime/debug"
)

// contained runs f. A panic in it becomes an error that carries the stack.
func contained(f func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("panic: %v\n%s", v, debug.Stack())
		}
	}()
	return f()
}

// guard runs what serves the whole house in a goroutine of its own. A panic in
// it is logged and goes no further.
func (h *house) guard(doing string, f func()) {
	defer func() {
		if v := recover(); v != nil {
			h.logger.Error("panic in the house", "doing", doing, "value", v, "stack", string(debug.Stack()))
		}
	}()
	f()
}

// keep runs f until ctx ends: again where it panicked, for it waits by itself
// before it does what broke it.
func (h *house) keep(ctx context.Context, doing string, f func(context.Context)) {
	for ctx.Err() == nil {
		h.guard(doing, func() { f(ctx) })
	}
}
