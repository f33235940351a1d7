package main

import (
	"io"
	"iter"
	"time"

	"warroom/session/exec"
	"warroom/session/incident"
	"warroom/session/intake"
	"warroom/session/report"
)

// formats holds the formats for the export and import of indicators. What isn't valid any
// more at now isn't imported.
func formats(now func() time.Time) map[string]exec.Format {
	return map[string]exec.Format{
		"csv": {
			Write: func(w io.Writer, _ incident.View, assets iter.Seq[*incident.Asset]) error {
				return report.CSV(w, assets)
			},
			Read: reads(intake.ParseCSV, now),
		},
		"stix": {Write: report.STIX, Read: reads(intake.ParseSTIX, now)},
		"misp": {Read: reads(intake.ParseMISP, now)},
	}
}

func reads(parse func(io.Reader, time.Time) (intake.List, error), now func() time.Time) func(io.Reader) (exec.Reading, error) {
	return func(r io.Reader) (exec.Reading, error) {
		l, err := parse(r, now())
		return exec.Reading{Parts: l.Parts, Taken: l.Taken, Left: l.Left, More: l.More, Notes: l.Notes}, err
	}
}
