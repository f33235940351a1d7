// Command warroom is a war room that people reach with ssh: the server, and the
// tools beside it.
//
// Its one idea: wiring and messages for operators, one file a subcommand. It
// refuses to hold any rule of the incident itself.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"warroom/session/incident"
)

// The exit codes of every subcommand.
const (
	exitDone    = 0
	exitRefused = 1 // refused: the sentence says what would be accepted
	exitUsage   = 2
	exitFault   = 3 // something broke: the sentence says what to do
)

// failure is an error with its exit code.
type failure struct {
	code int
	err  error
}

func (f failure) Error() string { return f.err.Error() }
func (f failure) Unwrap() error { return f.err }

func refused(format string, args ...any) error {
	return failure{exitRefused, fmt.Errorf(format, args...)}
}

func usage(format string, args ...any) error {
	return failure{exitUsage, fmt.Errorf(format, args...)}
}

func main() {
	// A server outlives the reader of its log: a write to a closed pipe is an
	// error like any other.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), stopSignals()...)
	code := run(ctx, os.Args[1:])
	stop()
	os.Exit(code)
}

// stopSignals returns the signals that stop the program in good order. They
// include a hangup, for a terminal whose window was closed, unless it is
// ignored, as under nohup.
func stopSignals() []os.Signal {
	signals := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) {
		signals = append(signals, syscall.SIGHUP)
	}
	return signals
}

// run carries out one command line and returns its exit code.
func run(ctx context.Context, args []string) int {
	root := rootCommand()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitDone
	}
	fmt.Fprintln(os.Stderr, "warroom: "+err.Error())
	var f failure
	if errors.As(err, &f) {
		return f.code
	}
	return exitFault
}

func rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:                        "warroom",
		Short:                      "A war room that you reach with ssh",
		SilenceErrors:              true,
		SilenceUsage:               true,
		Args:                       unknownCommand,
		SuggestionsMinimumDistance: 2,
		RunE:                       func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return usage("%w: %s --help lists the flags", err, c.CommandPath())
	})
	root.CompletionOptions.HiddenDefaultCmd = true
	root.AddCommand(serveCommand(), demoCommand(), userCommand(), checkCommand(), verifyCommand(), versionCommand())
	root.SetHelpCommand(helpCommand())
	return root
}

func unknownCommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if near := c.SuggestionsFor(args[0]); len(near) > 0 {
		return usage("there is no command %q: did you mean %s %s?", incident.Quote(args[0]), c.CommandPath(), near[0])
	}
	return usage("there is no command %q: %s --help lists them", incident.Quote(args[0]), c.CommandPath())
}

// only accepts exactly the named arguments.
func only(names ...string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		switch {
		case len(args) < len(names):
			return usage("give the %s: %s", names[len(args)], c.UseLine())
		case len(args) > len(names):
			return usage("%q is one argument too many: %s", incident.Quote(args[len(names)]), c.UseLine())
		}
		return nil
	}
}

// atMost accepts up to n arguments.
func atMost(n int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) > n {
			return usage("%q is one argument too many: %s", args[n], c.UseLine())
		}
		return nil
	}
}
