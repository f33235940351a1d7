package main

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"

	"github.com/spf13/cobra"
)

// topics are the longer guides, one Markdown file each.
//
//go:embed help/*.md
var topics embed.FS

func helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND | TOPIC]",
		Short: "Help on a command, or a guide: " + strings.Join(topicNames(), ", "),
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return c.Root().Help()
			}
			if text, err := topics.ReadFile("help/" + args[0] + ".md"); err == nil {
				fmt.Fprint(c.OutOrStdout(), string(text))
				return nil
			}
			found, rest, err := c.Root().Find(args)
			if err != nil || len(rest) > 0 || found == c.Root() {
				return usage("there is no guide %q: use a command, or %s", args[0], strings.Join(topicNames(), ", "))
			}
			return found.Help()
		},
	}
}

func topicNames() []string {
	files, err := fs.Glob(topics, "help/*.md")
	if err != nil {
		return nil // the pattern is good
	}
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = strings.TrimSuffix(strings.TrimPrefix(f, "help/"), ".md")
	}
	return names
}
