package main

import (
	"io"
	"iter"

	"warroom/session/exec"
	"warroom/session/incident"
	"warroom/session/intake"
	"warroom/session/report"
)

// shelves are the formats in which indicators leave and come in.
func shelves() map[string]exec.Shelf {
	return map[string]exec.Shelf{
		"csv": {
			Write: func(w io.Writer, _ *incident.State, assets iter.Seq[*incident.Asset]) error {
				return report.CSV(w, assets)
			},
			Read: reads(intake.ParseCSV),
		},
		"stix": {Write: report.STIX, Read: reads(intake.ParseSTIX)},
	}
}

func reads(parse func(io.Reader) (intake.List, error)) func(io.Reader) ([]incident.NameAsset, []string, error) {
	return func(r io.Reader) ([]incident.NameAsset, []string, error) {
		l, err := parse(r)
		return l.Items, l.Left, err
	}
}
