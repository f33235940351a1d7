package exec

import (
	"context"
	"io"
	"iter"
	"slices"
	"strings"

	"warroom/session"
	"warroom/session/incident"
)

// words writes a brief in words.
type words struct {
	out   io.Writer
	rows  func(incident.Part) iter.Seq[incident.Row] // of a part, what is written
	whole bool                                       // with all that JSON has
	width int                                        // of the headings that stand beside a row
	byEar bool                                       // without tags and signs
}

// writeShort writes what of a brief counts now.
func writeShort(w io.Writer, b incident.Brief, sight *sight, byEar bool) error {
	once := incident.Once{}
	rows := func(p incident.Part) iter.Seq[incident.Row] { return once.Each(sight.rows(p.Now())) }
	return words{out: w, byEar: byEar, rows: rows}.write(b)
}

// writeWhole writes all that JSON has, in the same order, each thing once.
func writeWhole(w io.Writer, b incident.Brief, sight *sight, byEar bool) error {
	once := incident.Once{}
	rows := func(p incident.Part) iter.Seq[incident.Row] { return once.Each(sight.rows(p.All())) }
	return words{out: w, rows: rows, whole: true, byEar: byEar}.write(b)
}

// showBefore shows a scene's brief to a person who is about to take a role there.
func (c *call) showBefore(ctx context.Context, scene *session.Scene) error {
	b, err := c.briefOf(ctx, scene)
	if err != nil {
		return err
	}
	return writeShort(c.stderr, b, &sight{c.person, scene.For(c.person)}, c.inWords())
}

func (w words) write(b incident.Brief) error {
	for _, p := range b {
		if !p.Listed {
			w.width = max(w.width, len(p.Heading))
		}
	}
	for _, p := range b {
		write := w.single
		if p.Listed {
			write = w.list
		}
		if err := write(p); err != nil {
			return err
		}
	}
	return nil
}

// single writes a part beside its heading.
func (w words) single(p incident.Part) error {
	lines, said := []string{}, ""
	for row := range w.rows(p) {
		lines = append(lines, w.line(row))
		if w.whole {
			for _, more := range row.More() {
				lines = append(lines, w.told(more))
			}
		}
		said += row.Said() + "\n"
	}
	if w.whole {
		for _, f := range p.Fields {
			for _, more := range unsaid(f.Key, f.Value, said) {
				lines = append(lines, w.told(more))
			}
		}
	}
	heading := p.Heading
	for _, line := range lines {
		if _, err := io.WriteString(w.out, heading+strings.Repeat(" ", w.width-len(heading)+2)+line+"\n"); err != nil {
			return err
		}
		heading = ""
	}
	return nil
}

// list writes a heading and the rows of a part below it, or nothing where there are none.
func (w words) list(p incident.Part) error {
	heading := p.Heading + "\n"
	for row := range w.rows(p) {
		lines := []string{heading + "  " + w.line(row)}
		if w.whole {
			for _, more := range slices.Concat(row.More(), unsaid("", row.Value(), row.Said())) {
				lines = append(lines, "     "+w.told(more))
			}
		}
		if _, err := io.WriteString(w.out, strings.Join(slices.Concat(lines, []string{""}), "\n")); err != nil {
			return err
		}
		heading = ""
	}
	return nil
}

func (w words) line(row incident.Row) string { return w.told(row.Text()) }

func (w words) told(line string) string {
	if w.byEar {
		return incident.InWords(line)
	}
	return line
}
