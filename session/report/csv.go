package report

import (
	"encoding/csv"
	"io"
	"iter"
	"strconv"
	"time"

	"warroom/session/incident"
)

// Columns returns the columns of the CSV, in their order: intake reads them by
// name.
func Columns() []string {
	return []string{"type", "value", "state", "kind", "why", "by", "at", "seq"}
}

// CSV writes assets and indicators as a table (RFC 4180), values refanged,
// times RFC 3339 in UTC; kind is "ioc" or "asset". It puts an apostrophe before
// a cell that begins as a formula of a spreadsheet does, and changes nothing within one:
// see incident.GuardCell. What was withdrawn is left out.
func CSV(w io.Writer, assets iter.Seq[*incident.Asset]) error {
	table := csv.NewWriter(w)
	if err := table.Write(Columns()); err != nil {
		return err
	}
	for a := range assets {
		if a.State == incident.AssetWithdrawn {
			continue
		}
		row := []string{
			a.Type.String(), incident.GuardCell(a.Value), a.State.String(), kindOf(a), incident.GuardCell(a.Why), incident.GuardCell(a.By),
			a.At.UTC().Format(time.RFC3339Nano), strconv.FormatUint(a.Seq, 10),
		}
		if err := table.Write(row); err != nil {
			return err
		}
	}
	table.Flush()
	return table.Error()
}

func kindOf(a *incident.Asset) string {
	if a.IOC {
		return "ioc"
	}
	return "asset"
}
