package paint

import "strings"

// backdrop returns the SGR parameters of the background that a text has from
// its first cell to its last, "" where it has none or more than one.
func backdrop(text string) string {
	now, bar, seen := "", "", false
	for i := 0; i < len(text); {
		n := 0
		if text[i] == '\x1b' {
			n = sgr(text[i:])
		}
		if n > 0 {
			now = background(now, text[i+2:i+n-1])
			i += n
			continue
		}
		if seen && now != bar {
			return ""
		}
		bar, seen = now, true
		i++
	}
	return bar
}

// background returns the background in force after an SGR sequence of these
// parameters, as parameters, where it was now before.
func background(now, params string) string {
	fields := strings.Split(params, ";")
	for len(fields) > 0 {
		n := operands(fields)
		code, _, _ := strings.Cut(fields[0], ":")
		switch {
		case code == "" || code == "0" || code == "00" || code == "49":
			now = ""
		case code == "48", len(code) == 2 && code[0] == '4' && code[1] < '8', len(code) == 3 && code[:2] == "10":
			now = strings.Join(fields[:n], ";")
		}
		fields = fields[n:]
	}
	return now
}

// operands returns how many fields the first one's attribute takes: a colour
// (38, 48, 58) is followed by 5 and an index or by 2 and three parts.
func operands(fields []string) int {
	n := 1
	if c := fields[0]; (c == "38" || c == "48" || c == "58") && len(fields) > 1 {
		switch fields[1] {
		case "5":
			n = 3
		case "2":
			n = 5
		}
	}
	return min(n, len(fields))
}
