package main

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"warroom/session/playbook"
)

func checkCommand() *cobra.Command {
	var printPlaybook bool
	var example string
	c := &cobra.Command{
		Use:   "check [FILE…]",
		Short: "Check the settings, the keys file, the playbook and the system sheets",
		Long: `Reads the files that "warroom serve" with the same flags would read, and prints
each fault as FILE:LINE: what is wrong. With FILEs, it checks these playbooks and
sheets; a sheet may depend on systems in the folder of the sheets too. A sheet whose
review, drill or test of a restore is overdue is a warning on standard error, and no fault. "warroom help
playbook" shows examples of the files.`,
		Args: cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			switch {
			case printPlaybook:
				fmt.Fprint(c.OutOrStdout(), playbook.Builtin())
				return nil
			case c.Flags().Changed("example"):
				return printExample(c, example)
			}
			conf, err := loadConfig(c.Flags(), os.Environ)
			if err != nil {
				return failure{exitRefused, err} // a fault that the check looked for
			}
			return check(c, conf, args)
		},
	}
	serveFlags(c.Flags())
	c.Flags().BoolVar(&printPlaybook, "print-playbook", false, "print the built-in playbook, to start your own from")
	c.Flags().StringVar(&example, "example", "", "print a commented example of a file: "+strings.Join(playbook.ExampleWords(), " or "))
	return c
}

// printExample prints the example of a sort of file.
func printExample(c *cobra.Command, sort string) error {
	text, ok := playbook.Example(sort)
	if !ok {
		return refused("there is no example of %q: use --example %s", sort, strings.Join(playbook.ExampleWords(), " or "))
	}
	fmt.Fprint(c.OutOrStdout(), text)
	return nil
}

// check prints the faults of files or, if there are none, of all files that a
// server reads.
func check(c *cobra.Command, conf config, files []string) error {
	found := inHouse(conf)
	if len(files) > 0 {
		found = inFiles(conf.houseFiles(), files)
	}
	for _, f := range found.faults {
		fmt.Fprintln(c.OutOrStdout(), f)
	}
	for _, warning := range found.warnings {
		fmt.Fprintln(c.ErrOrStderr(), "warning: "+warning)
	}
	if p := found.rules.Playbook; p != nil && len(found.faults) == 0 && p.Stale(time.Now()) {
		fmt.Fprintf(c.ErrOrStderr(), "warning: the playbook %q is past its review: %s\n", p.Name, reviewed(p.Reviewed, p.ReviewEvery))
	}
	for _, name := range slices.Sorted(maps.Keys(found.rules.Sheets)) {
		if sheet := found.rules.Sheets[name]; sheet.Stale(time.Now()) {
			fmt.Fprintf(c.ErrOrStderr(), "warning: the sheet of %s is past its review: %s\n", sheet.Name, reviewed(sheet.Reviewed, sheet.ReviewEvery))
		}
		for _, mark := range found.rules.Sheets[name].LateParts(time.Now()) {
			fmt.Fprintf(c.ErrOrStderr(), "warning: in the sheet of %s: %s\n", name, mark)
		}
	}
	if n := len(found.faults); n > 0 {
		return refused("%s: fix the faults above", plural(n, "fault"))
	}
	fmt.Fprintln(c.OutOrStdout(), found.good())
	return nil
}
