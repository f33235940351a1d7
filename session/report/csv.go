package report

import (
	"encoding/csv"
	"io"
	"iter"
	"strconv"
	"strings"
	"time"

	"warroom/session/incident"
)

// Columns are those of the CSV, in their order: intake reads them by name.
func Columns() []string {
	return []string{"type", "value", "state", "kind", "why", "by", "at", "seq"}
}

// CSV writes things and indicators as a table (RFC 4180), values refanged,
// times RFC 3339 in UTC; kind is "ioc" or "asset". A cell of text that a
// spreadsheet would take for a formula has an apostrophe before it, as has one
// that begins with an apostrophe, so that there is a way back.
func CSV(w io.Writer, assets iter.Seq[*incident.Asset]) error {
	table := csv.NewWriter(w)
	if err := table.Write(Columns()); err != nil {
		return err
	}
	for a := range assets {
		row := []string{
			a.Type.String(), guarded(a.Value), a.State.String(), kindOf(a), guarded(a.Why), guarded(a.By),
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

// guarded is a cell that no spreadsheet reckons with.
func guarded(cell string) string {
	if cell != "" && strings.IndexByte("=+-@'\t\r", cell[0]) >= 0 {
		return "'" + cell
	}
	return cell
}
