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

// sizes returns a function that returns a terminal's size: at once on the first
// call, after a change on the others.
func sizes(s *sshd.Sizes) func(context.Context) (tui.Size, error) {
	first := make(chan struct{}, 1)
	first <- struct{}{}
	return func(ctx context.Context) (tui.Size, error) {
		select {
		case <-first:
		case <-s.Changed():
		case <-ctx.Done():
			return tui.Size{}, ctx.Err()
		}
		now := s.Now()
		return tui.Size{Width: now.Columns, Height: now.Rows}, nil
	}
}

// link returns a function that waits for news of the person's link: a slot in
// which the latest value wins.
func link(t *sshd.Terminal) func(context.Context) (bool, error) {
	news := make(chan bool, 1)
	t.OnLink(func(answers bool) {
		for {
			select {
			case news <- answers:
				return
			case <-news: // older, unread news
			}
		}
	})
	return func(ctx context.Context) (bool, error) {
		select {
		case answers := <-news:
			return answers, nil
		case <-ctx.Done():
			return false, ctx.Err()
		}
	}
}
