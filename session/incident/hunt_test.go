package incident

// huntsOf tells the hunts, then the sweep list.
func huntsOf(s *State) (lines []string) {
	v := seenByAll(s)
	for _, part := range []Part{huntsPart(v, Reader{}), sweepsPart(v, Reader{})} {
		for row := range part.All() {
			lines = append(lines, row.Text())
		}
	}
	return lines
}
