package exec

import (
	"fmt"
	"time"

	"warroom/session/incident"
)

type shownCourse struct {
	Course    *shownAction          `json:"course_of_action"` // null where there is none
	Courses   listed[shownAction]   `json:"courses_of_action"`
	Recovery  *shownEstimate        `json:"recovery_estimate"` // null where there is none
	Estimates listed[shownEstimate] `json:"recovery_estimates"`
}

// shownAction is a course of action. Each list begins with the newest.
type shownAction struct {
	Text  string    `json:"text"`
	Until time.Time `json:"until"`
	Due   bool      `json:"due"` // its period is over: it must be reviewed
	By    string    `json:"by"`
	At    time.Time `json:"at"`
	Seq   uint64    `json:"seq"`
}

type shownEstimate struct {
	To   *time.Time `json:"at"` // null where the estimate was taken away
	Late bool       `json:"late"`
	Why  string     `json:"why"`
	By   string     `json:"by"`
	Said time.Time  `json:"said_at"`
	Seq  uint64     `json:"seq"`
}

func courseShown(v incident.View, sight *sight, now time.Time) shownCourse {
	action := func(c *incident.CourseOfAction) shownAction {
		return shownAction{c.Text, c.Until.UTC(), c == v.CourseOfAction() && c.Due(now), c.By, c.At.UTC(), c.Seq}
	}
	estimate := func(t *incident.Estimate) shownEstimate {
		return shownEstimate{instant(t.To), t == v.Estimate() && t.Late(now), t.Why, t.By, t.At.UTC(), t.Seq}
	}
	out := shownCourse{
		Courses:   seenOf(sight, v.CoursesOfAction(), func(c *incident.CourseOfAction) uint64 { return c.Seq }, action),
		Estimates: seenOf(sight, v.Estimates(), func(t *incident.Estimate) uint64 { return t.Seq }, estimate),
	}
	if c := v.CourseOfAction(); c != nil {
		one := action(c)
		out.Course = &one
	}
	if t := v.Estimate(); t != nil {
		one := estimate(t)
		out.Recovery = &one
	}
	return out
}

// courseRows renders the course of action and the estimate of the recovery, as rows.
func courseRows(b incident.Brief, now time.Time) (rows [][]string) {
	if c := b.Course; c != nil {
		line := "until " + incident.DayTime(c.Until, now, time.UTC)
		if c.Due(now) {
			line = "OVER since " + incident.DayTime(c.Until, now, time.UTC) + ", to be reviewed with /plan"
		}
		rows = append(rows, []string{"course", fmt.Sprintf("%s, by %s: %s", line, c.By, incident.CleanLine(c.Text))})
	}
	if t := b.Estimate; t != nil {
		line := "expected at " + incident.DayTime(t.To, now, time.UTC)
		if t.Late(now) {
			line = "LATE, was expected at " + incident.DayTime(t.To, now, time.UTC) + ", /eta asks for a new time"
		}
		line += ", by " + t.By
		if t.Why != "" {
			line += ": " + incident.CleanLine(t.Why)
		}
		rows = append(rows, []string{"recovery", line})
	}
	return rows
}
