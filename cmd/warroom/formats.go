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
		"misp": {Read: reads(intake.ParseMISP)},
	}
}

func reads(parse func(io.Reader) (intake.List, error)) func(io.Reader) (exec.Reading, error) {
	return func(r io.Reader) (exec.Reading, error) {
		l, err := parse(r)
		return exec.Reading{Parts: l.Parts, Taken: l.Taken, Left: l.Left, More: l.More, Notes: l.Notes}, err
	}
}
