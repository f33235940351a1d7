//go:build unix

package torture

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// report prints what was found, as tables.
func (c *campaign) report(out io.Writer) {
	fmt.Fprint(out, "\n| kind | rounds | on record | acknowledged | shown | refused |")
	for _, f := range faults {
		fmt.Fprintf(out, " %s |", f)
	}
	fmt.Fprintf(out, "\n|---|%s\n", strings.Repeat("---|", 5+len(faults)))
	for _, t := range c.tallies {
		if t.skipped != "" {
			fmt.Fprintf(out, "| %s | SKIPPED: %s |%s\n", t.kind.name, t.skipped, strings.Repeat(" |", 4+len(faults)))
			continue
		}
		v := t.verdict
		fmt.Fprintf(out, "| %s | %d | %d | %d | %d | %d |", t.kind.name, t.rounds, v.records, v.acknowledged, v.shown, v.refused)
		for _, f := range faults {
			fmt.Fprintf(out, " %d |", v.found[f])
		}
		fmt.Fprintln(out)
	}
	fmt.Fprintln(out, "\ninjected:")
	for _, t := range c.tallies {
		fmt.Fprintf(out, "  %-10s %s: %s\n", t.kind.name, t.kind.injected, counts(t.injected))
	}
	fmt.Fprintln(out, "\nwith the fix taken out:")
	for _, t := range c.tallies {
		if k := t.control; k != nil {
			fmt.Fprintf(out, "  %-10s without %s: %s in %d rounds of %d acknowledged\n", t.kind.name, t.kind.control.without, k.verdict.sum(), k.rounds, k.verdict.acknowledged)
			if len(k.verdict.details) > 0 {
				fmt.Fprintf(out, "             as %s\n", k.verdict.details[0])
			}
		}
	}
}

// sum says what was found, in a few words.
func (v *verdict) sum() string {
	all := map[string]int{}
	for f, n := range v.found {
		all[string(f)] = n
	}
	if len(all) == 0 {
		return "NOTHING FOUND"
	}
	return counts(all)
}

func counts(all map[string]int) string {
	var words []string
	for _, what := range slices.Sorted(maps.Keys(all)) {
		words = append(words, fmt.Sprintf("%s %d", what, all[what]))
	}
	return strings.Join(words, ", ")
}
