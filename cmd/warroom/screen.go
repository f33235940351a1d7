package main

import (
	"context"
	"log/slog"
	"slices"

	"warroom/session"
	"warroom/session/sshd"
	"warroom/tui"
)

// screen returns a function that runs one person's screens on a terminal.
func screen(hub *session.Hub, frames *tui.Frames, logger *slog.Logger) func(context.Context, *sshd.Terminal) error {
	return func(ctx context.Context, t *sshd.Terminal) error {
		return tui.Run(ctx, hub, frames, tui.Terminal{
			Person: t.Person,
			Start:  t.Command,
			In:     t.In,
			Out:    t.Out,
			Env:    append(slices.Clone(t.Env), "TERM="+t.Term),
			Size:   sizes(t.Sizes),
			Link:   link(t),
			Logger: logger,
		})
	}
}

// sizes waits for a terminal's size: the first call for the one that it opens with, the
// others for a change.
func sizes(all *session.Latest[sshd.Size]) func(context.Context) (tui.Size, error) {
	return func(ctx context.Context) (tui.Size, error) {
		size, err := all.Next(ctx)
		return tui.Size{Width: size.Columns, Height: size.Rows}, err
	}
}

// link waits for a change of whether the person's link answers.
func link(t *sshd.Terminal) func(context.Context) (bool, error) {
	news := session.NewLatest[bool]()
	t.OnLink(news.Put)
	return news.Next
}
