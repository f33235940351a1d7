package incident

import (
	"fmt"
	"time"
)

// coursesOf tells the courses of action, the newest first, and which of them is the present
// one.
func coursesOf(s *State, now time.Time) (lines []string) {
	v := seenByAll(s)
	for c := range v.CoursesOfAction() {
		line := fmt.Sprintf("#%d %s until %s: %s", c.Seq, c.By, c.Until.Format("02 15:04"), CleanLine(c.Text))
		if c == v.CourseOfAction() {
			line += ", present"
		}
		if c.Due(now) {
			line += ", over"
		}
		lines = append(lines, line)
	}
	return lines
}

// estimatesOf tells the estimates of the recovery, the newest first, and which of them is
// the present one.
func estimatesOf(s *State, now time.Time) (lines []string) {
	v := seenByAll(s)
	for e := range v.Estimates() {
		line := fmt.Sprintf("#%d %s %s: %s", e.Seq, e.By, e.To.Format("02 15:04"), e.Why)
		if e == v.Estimate() {
			line += ", present"
		}
		if e.Late(now) {
			line += ", LATE"
		}
		lines = append(lines, line)
	}
	return lines
}
