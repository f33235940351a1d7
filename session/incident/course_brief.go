package incident

import (
	"fmt"
	"time"
)

// actionShown is a course of action.
type actionShown struct {
	Text  string    `json:"text"`
	Until time.Time `json:"until"`
	Due   bool      `json:"due"` // its period is over: it must be reviewed
	By    string    `json:"by"`
	At    time.Time `json:"at"`
	Seq   uint64    `json:"seq"`
}

func (v View) showAction(c *CourseOfAction, now time.Time) actionShown {
	return actionShown{c.Text, c.Until.UTC(), c == v.CourseOfAction() && c.Due(now), c.By, c.At.UTC(), c.Seq}
}

// coursePart tells what the team means to do next, and until when.
func coursePart(v View, r Reader) Part {
	c := v.CourseOfAction()
	if c == nil {
		return single("course", ToneText, "", Field{"course_of_action", (*actionShown)(nil)})
	}
	line, tone := "until "+r.Stamp(c.Until), ToneStrong
	if c.Due(r.Now) {
		line, tone = "OVER since "+r.Stamp(c.Until)+", /plan reviews it", ToneWarn
	}
	shown := v.showAction(c, r.Now)
	return single("course", tone, line+", by "+c.By+": "+CleanLine(c.Text), Field{"course_of_action", &shown}).
		below(fmt.Sprintf("set at %s in #%d", r.Stamp(c.At), c.Seq))
}

// coursesPart tells the courses of action, the newest first.
func coursesPart(v View, r Reader) Part {
	return list[*CourseOfAction]{
		label: "courses", heading: "courses of action so far", key: "courses_of_action", all: v.CoursesOfAction(),
		seq: func(c *CourseOfAction) uint64 { return c.Seq },
		line: func(c *CourseOfAction) string {
			return r.Stamp(c.At) + " " + c.By + ", until " + r.Stamp(c.Until) + ": " + c.Text
		},
		value: func(c *CourseOfAction) any { return v.showAction(c, r.Now) },
	}.part()
}

type estimateShown struct {
	To   *time.Time `json:"at"` // null where the estimate was taken away
	Late bool       `json:"late"`
	Why  string     `json:"why"`
	By   string     `json:"by"`
	Said time.Time  `json:"said_at"`
	Seq  uint64     `json:"seq"`
}

func (v View) showEstimate(t *Estimate, now time.Time) estimateShown {
	return estimateShown{instant(t.To), t == v.Estimate() && t.Late(now), t.Why, t.By, t.At.UTC(), t.Seq}
}

// recoveryPart tells when the recovery is expected.
func recoveryPart(v View, r Reader) Part {
	t := v.Estimate()
	if t == nil {
		return single("recovery", ToneText, "", Field{"recovery_estimate", (*estimateShown)(nil)})
	}
	line, tone := "expected at "+r.Stamp(t.To), ToneText
	if t.Late(r.Now) {
		line, tone = "LATE, was expected at "+r.Stamp(t.To)+", /eta gives a new time", ToneWarn
	}
	shown := v.showEstimate(t, r.Now)
	return single("recovery", tone, withReason(line+", by "+t.By, CleanLine(t.Why)), Field{"recovery_estimate", &shown}).
		below(fmt.Sprintf("said at %s in #%d", r.Stamp(t.At), t.Seq))
}

// recoveriesPart tells the estimates of the recovery, the newest first.
func recoveriesPart(v View, r Reader) Part {
	return list[*Estimate]{
		label: "estimates", heading: "estimates of the recovery so far", key: "recovery_estimates", all: v.Estimates(),
		seq: func(t *Estimate) uint64 { return t.Seq },
		line: func(t *Estimate) string {
			line := r.Stamp(t.At) + " " + t.By + ": taken away"
			if !t.To.IsZero() {
				line = r.Stamp(t.At) + " " + t.By + ": expected at " + r.Stamp(t.To)
			}
			return withReason(line, t.Why)
		},
		value: func(t *Estimate) any { return v.showEstimate(t, r.Now) },
	}.part()
}
