package sshd

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"warroom/session"
	"warroom/session/incident"
)

// shown is show --json. Its keys are part of the contract with scripts: they
// may grow, and never go.
type shown struct {
	ID         incident.ID          `json:"id"`
	Title      string               `json:"title"`
	Severity   incident.Severity    `json:"severity"`
	Phase      incident.Phase       `json:"phase"`
	System     incident.SystemState `json:"system_state"`
	Impact     shownImpact          `json:"impact"`
	TLP        incident.TLP         `json:"tlp"`
	Drill      bool                 `json:"drill"`
	DeclaredAt time.Time            `json:"declared_at"`
	By         string               `json:"by"`
	Roles      map[string]string    `json:"roles"`
	Present    []shownPresence      `json:"present"`
	Clocks     []struct{}           `json:"clocks"`
	Tasks      []struct{}           `json:"tasks"`
	Decisions  []struct{}           `json:"decisions"`
	LastSeq    uint64               `json:"last_seq"`
}

type shownImpact struct {
	Confidentiality string `json:"confidentiality"`
	Integrity       string `json:"integrity"`
	Availability    string `json:"availability"`
}

type shownPresence struct {
	Name   string    `json:"name"`
	Rank   string    `json:"rank"`
	Status string    `json:"status"`
	Since  time.Time `json:"since"`
}

func show(ctx context.Context, c *call) error {
	scene, err := c.scene(ctx)
	if err != nil {
		return err
	}
	if c.flags["json"] != "" {
		return json.NewEncoder(c.out).Encode(shownOf(scene))
	}
	b := incident.BriefOf(scene.State, c.person)
	_, err = io.WriteString(c.out, columns(append(facts(b), []string{"here", names(scene.Present)})))
	return err
}

func shownOf(scene *session.Scene) shown {
	s := scene.State
	out := shown{
		ID: s.ID, Title: s.Title, Severity: s.Severity, Phase: s.Phase, System: s.System,
		Impact: shownImpact{"unknown", "unknown", "unknown"},
		TLP:    s.TLP, Drill: s.Drill, DeclaredAt: s.Declared.At.UTC(), By: s.Declared.By,
		Roles: map[string]string{}, Present: []shownPresence{},
		Clocks: []struct{}{}, Tasks: []struct{}{}, Decisions: []struct{}{}, LastSeq: s.Last,
	}
	for role, name := range s.Roles {
		out.Roles[role.String()] = name
	}
	for _, p := range scene.Present {
		out.Present = append(out.Present, shownPresence{p.Name, p.Rank.String(), p.Status.String(), p.Since.UTC()})
	}
	return out
}

func brief(ctx context.Context, c *call) error {
	scene, err := c.scene(ctx)
	if err != nil {
		return err
	}
	if c.rest != "" {
		return errUsage
	}
	b := incident.BriefOf(scene.State, c.person)
	var text strings.Builder
	text.WriteString(columns(append(facts(b), []string{"entries", fmt.Sprint(b.Entries)}, []string{"here", names(scene.Present)})))
	section(&text, "severity was", b.Severities, func(s incident.SeverityChange) string {
		return fmt.Sprintf("#%d %s %s %s: %s", s.Seq, stamp(s.At), s.To, s.By, incident.CleanLine(s.Why))
	})
	plain := func(e *incident.Entry) string { return incident.Plain(e, time.UTC) }
	section(&text, "starred", b.Starred, plain)
	section(&text, "last findings", b.Findings, plain)
	_, err = io.WriteString(c.out, text.String())
	return err
}

// facts are the fields of a brief that have one value.
func facts(b incident.Brief) [][]string {
	title := string(b.ID) + " " + incident.CleanLine(b.Title)
	if b.Drill {
		title = "DRILL " + title
	}
	severity := fmt.Sprintf("%s %s, since %s", b.Severity, b.Severity.Word(), stamp(b.Since))
	if b.Why != "" {
		severity += ": " + incident.CleanLine(b.Why)
	}
	rows := [][]string{
		{"incident", title}, {"severity", severity}, {"phase", b.Phase.String()},
		{"system", b.System.String()}, {"TLP", b.TLP.String()},
		{"declared", stamp(b.Declared.At) + " by " + b.Declared.By},
	}
	for _, h := range b.Holders {
		rows = append(rows, []string{h.Role.String(), h.Name})
	}
	return rows
}

// section writes a heading and its lines, or nothing where there are none.
func section[T any](b *strings.Builder, heading string, items []T, line func(T) string) {
	if len(items) == 0 {
		return
	}
	b.WriteString(heading + "\n")
	for _, item := range items {
		b.WriteString("  " + line(item) + "\n")
	}
}

// names are who is present, "away" after those who are.
func names(present []session.Presence) string {
	all := make([]string, len(present))
	for i, p := range present {
		all[i] = p.Name
		if p.Rank == incident.Observer {
			all[i] += " (observer)"
		}
		if p.Status == session.Away {
			all[i] += " (away)"
		}
	}
	return dash(strings.Join(all, ", "))
}

// stamp is a moment to the minute, in UTC.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02 15:04Z") }
