package main

import (
	"io"
	"iter"

	"warroom/session/exec"
	"warroom/session/incident"
	"warroom/session/intake"
	"warroom/session/report"
)

// formats holds the formats for the export and import of indicators.
func formats() map[string]exec.Format {
	return map[string]exec.Format{
		"csv": {
			Write: func(w io.Writer, _ incident.View, assets iter.Seq[*incident.Asset]) error {
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
