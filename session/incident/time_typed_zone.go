package incident

import (
	"fmt"
	"strings"
)

// cutZone cuts the zone behind a time of day: Z, an offset, UTC with or without one, or the
// abbreviation of the asker's zone, in brackets or not. It asks about what may be another.
func (m typedTime) cutZone(s, rest string) (typedTime, string, error) {
	if m.hasZone() {
		return m.cutSecondZone(rest)
	}
	if rest != "" && rest[0]|0x20 == 'z' && (len(rest) == 1 || !isLetter(rest[1]) && !isDigit(rest[1])) {
		m.zoned = true
		return m, rest[1:], nil
	}
	if offset, after, ok := cutOffset(rest); ok {
		return m.withOffset(s, rest, after, offset)
	}
	w := nextToken(rest)
	named, ok, err := m.inZone(w.bare)
	if err != nil || !ok {
		return m, rest, err
	}
	return named, w.after, nil
}

func (m typedTime) hasZone() bool { return m.zoned || m.zone != [5]byte{} }

// cutSecondZone drops a zone in brackets behind an offset, as mail has it, and asks about
// any other second zone.
func (m typedTime) cutSecondZone(rest string) (typedTime, string, error) {
	w := nextToken(rest)
	second, ok, err := typedTime{form: formClock, n: m.n, seconds: m.seconds}.inZone(w.bare)
	same := second.zoned == m.zoned && second.offset == m.offset && second.zone == m.zone
	switch {
	case !ok && err == nil:
		return m, rest, nil
	case ok && (same || w.bracketed && m.offset != 0 && !second.zoned):
		return m, w.after, nil
	}
	return m, rest, unclear("%q is a second zone: write the time with one, as %s", quote(w.bare), m.clock())
}

// zoneToken is what stands next, where it may be a zone: a word, or what brackets hold.
type zoneToken struct {
	bare      string // without marks and brackets
	after     string // behind the word, its marks left
	bracketed bool
}

// nextToken returns what stands next, behind blanks, a comma, "in" or "hours".
func nextToken(rest string) (w zoneToken) {
	from := strings.TrimLeft(strings.TrimPrefix(rest, ","), blanks)
	if from == "" {
		return w
	}
	if from[0] == '(' || from[0] == '[' {
		if end := strings.IndexAny(from, ")]"); end > 0 {
			return zoneToken{bare: strings.TrimSpace(from[1:end]), after: from[end+1:], bracketed: true}
		}
		return w
	}
	word, after := cutWord(from)
	switch lower(word) {
	case "in", "hours", "hour", "hrs", "h":
		if after != "" {
			from, word = after, firstOf(after)
		}
	}
	if w.bare = trimMarks(word); w.bare != "" && strings.HasSuffix(word, ".") && !isUTC(w.bare) && w.bare == lower(w.bare) {
		return zoneToken{} // "est. 40 hosts"
	}
	if w.bare != "" {
		w.after = from[len(w.bare):]
	}
	return w
}

// inZone returns the moment in the zone that a word names, and whether it names one. It asks
// about zones that several countries call so, or that are written in another way.
func (m typedTime) inZone(word string) (typedTime, bool, error) {
	if word == "" || !isLetter(word[0]) && word[0] != '+' && word[0] != '-' {
		return m, false, nil
	}
	letters := 0
	for letters < len(word) && isLetter(word[letters]) {
		letters++
	}
	name, behind := word[:letters], word[letters:]
	signed := behind != "" && (strings.IndexByte("+-", behind[0]) >= 0 && len(behind) > 1 && isDigit(behind[1]) || isDigit(behind[0]))
	switch {
	case isUTC(name) && behind == "":
		m.zoned = true
		return m, true, nil
	case isUTC(name) && letters > 1 && signed, letters == 0 && signed && isOffset(word):
		offset, after, ok := cutOffset(behind)
		if !ok && behind[0] == '-' && clockLen(behind[1:]) > 0 {
			return m, false, nil // the end of a range
		}
		if !ok || after != "" || letters == 0 && len(behind) < 5 {
			return m, false, unclear("is %q the offset of %s? Write it with two digits of hours and of minutes, as %s+05:30", quote(word), m.clock(), m.clock())
		}
		if letters == 0 {
			m, _, err := m.withOffset(word, word, "", offset)
			return m, err == nil, err
		}
		m.zoned, m.offset = true, offset
		return m, true, nil
	case behind == "" && isZoneName(name):
		copy(m.zone[:], strings.ToUpper(name))
		return m, true, nil
	case signed && isZoneName(name), behind != "" && (isUTC(name) || isZoneName(name)) && (behind[0] == '/' || strings.HasPrefix(behind, "±")), strings.Contains(word, "/") && isRegion(word):
		return m, false, unclear("%q is a zone, and only offsets are read: write it as %s+01:00, or the time in UTC as %sZ", quote(word), m.clock(), m.clock())
	}
	return m, false, nil
}

// isUTC reports whether a word names the zone of UTC.
func isUTC(word string) bool {
	switch lower(word) {
	case "z", "utc", "gmt", "uct", "zulu":
		return true
	}
	return false
}

// isOffset reports whether a signed word may be an offset, rather than a number of things.
func isOffset(word string) bool {
	digits := strings.Trim(word[1:], "0123456789")
	return len(word) <= 3 && digits == "" || strings.Trim(digits, ":.") == "" && digits != "" && len(word) <= 6 || len(word) == 5 && digits == "" && word[1] <= '1'
}

// askZoneWord asks about the words of a zone behind a time of day: "Eastern", "Moscow time".
func (m typedTime) askZoneWord(rest string) error {
	if rest == "" || m.hasZone() {
		return nil
	}
	from := strings.TrimLeft(rest, blanks+",([")
	word, after := cutWord(from)
	bare, next := strings.TrimRight(word, ":,;.)]"), trimMarks(firstOf(after))
	if bare == "" || !isLetter(bare[0]) {
		return nil
	}
	timed := strings.EqualFold(strings.TrimRight(next, ")]"), "time")
	if 'A' <= bare[0] && bare[0] <= 'Z' && next != "" && 'A' <= next[0] && next[0] <= 'Z' && strings.EqualFold(trimMarks(secondOf(after)), "time") {
		timed = true // "New York time"
	}
	switch {
	case zoneCity(bare) && !siteNoun(lower(next)), timed && ('A' <= bare[0] && bare[0] <= 'Z' || ownTime(lower(bare))):
		return unclear("is %q the zone of %s? Write its offset, as %s+01:00, or the time in UTC, as %sZ", quote(bare), m.clock(), m.clock(), m.clock())
	}
	return nil
}

// ownTime reports whether a word before "time" says whose clock it is.
func ownTime(word string) bool {
	switch word {
	case "local", "server", "system", "my", "your", "our", "their", "his", "her", "house", "office", "vendor", "eastern", "central", "mountain", "pacific", "standard", "daylight", "summer", "winter":
		return true
	}
	return false
}

// zoneCity reports whether people name a zone by the word. A lower-case word is none.
func zoneCity(word string) bool {
	switch word {
	case "Eastern", "Central", "Mountain", "Pacific", "Atlantic", "Moscow", "London", "Berlin", "Paris", "Madrid", "Rome", "Vienna", "Zurich", "Warsaw", "Prague", "Kyiv", "Kiev",
		"Istanbul", "Athens", "Helsinki", "Stockholm", "Oslo", "Copenhagen", "Amsterdam", "Brussels", "Dublin", "Lisbon", "Delhi", "Mumbai", "Kolkata", "Singapore",
		"Tokyo", "Seoul", "Beijing", "Shanghai", "Sydney", "Melbourne", "Auckland", "Dubai", "Tehran", "Jerusalem", "Cairo", "Lagos", "Nairobi", "Johannesburg", "Toronto", "Chicago", "Denver", "NYC":
		return true
	}
	return false
}

// siteNoun reports whether a word behind a city names something that is there.
func siteNoun(word string) bool {
	switch word {
	case "office", "offices", "team", "site", "sites", "dc", "datacenter", "datacentre", "branch", "region", "hq", "soc", "noc", "lab", "staff", "desk", "cluster", "node", "nodes",
		"host", "hosts", "server", "servers", "user", "users", "plant", "store", "stores", "gateway", "firewall", "vpn", "network", "link", "police", "logging", "log", "logs", "it":
		return true
	}
	return false
}

// withOffset sets the offset of a time of day. One that may as well be the end of a range
// is asked about.
func (m typedTime) withOffset(s, sign, rest string, offset int32) (typedTime, string, error) {
	hours := len(sign)-len(rest) <= len("-11")
	if hours && !m.seconds && (sign[0] == '-' || len(sign)-len(rest) == len("+1")) || sign[0] == '-' && (clockLen(sign[1:]) > 0 && m.n <= int64(-offset)) {
		as := fmt.Sprintf("%s%c%02d:%02d", m.clock(), sign[0], max(offset, -offset)/3600, max(offset, -offset)/60%60)
		if sign[0] == '-' && m.n <= int64(-offset) { // written so, it would be asked about again
			utc := (m.n - int64(offset)) % int64(24*60*60)
			as = fmt.Sprintf("%02d:%02dZ", utc/3600, utc/60%60)
		}
		return m, s, unclear("%q may be a range, or a time with an offset: write %s and the rest as text, or %s", quote(firstOf(s)), m.clock(), as)
	}
	m.zoned, m.offset = true, offset
	return m, rest, nil
}

// cutOffset cuts an offset from UTC: "+02:00", "-0530", "+5:30", "+02". None is beyond those
// that countries use, -12:00 to +14:00.
func cutOffset(s string) (seconds int32, rest string, ok bool) {
	if s == "" || s[0] != '+' && s[0] != '-' {
		return 0, s, false
	}
	hours, after := cutDigits(s[1:], 2)
	digits := len(s) - 1 - len(after)
	var minutes int64
	if startsLike(after, ":00") {
		minutes, after = cutDigits(after[1:], 2)
	} else if digits == 2 && startsLike(after, "00") {
		minutes, after = cutDigits(after, 2)
	}
	east := hours*3600 + minutes*60
	if s[0] == '-' {
		east = -east
	}
	if digits == 0 || minutes > 59 || east < -12*3600 || east > 14*3600 || after != "" && (isDigit(after[0]) || isLetter(after[0]) || strings.IndexByte(".:", after[0]) >= 0 && len(after) > 1 && isDigit(after[1])) {
		return 0, s, false
	}
	return int32(east), after, true
}

// isZoneName reports whether a word is the abbreviation of a zone that clocks print, in
// capitals, or in small letters where those aren't a word of their own.
func isZoneName(word string) bool {
	switch word {
	case "CET", "CEST", "MET", "MEST", "EET", "EEST", "WET", "WEST", "BST", "IST", "MSK", "MSD", "SAST", "CAT", "EAT", "WAT", "WAST",
		"EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT", "AKST", "AKDT", "HST", "HDT", "ET", "CT", "MT", "PT", "AST", "ADT", "NST", "NDT",
		"BRT", "BRST", "ART", "CLT", "CLST", "PYT", "PYST", "UYT", "PET", "COT", "GFT", "TRT", "IDT", "IRST", "IRDT", "GST", "AZT", "AMST", "GEL", "SAMT", "YEKT", "OMST", "NOVT", "KRAT", "IRKT", "YAKT", "VLAT", "MAGT", "PETT",
		"UZT", "TMT", "TJT", "AFT", "NPT", "BDT", "MMT", "LKT", "BTT", "JST", "KST", "SGT", "MYT", "HKT", "PKT", "WIB", "WITA", "PHT", "PHST", "ICT", "BNT",
		"AEST", "AEDT", "ACST", "ACDT", "AWST", "ACWST", "LHST", "LHDT", "NZST", "NZDT", "FJT", "CHST", "CHAST", "CHADT", "AZOT", "AZOST", "EGT", "WGT",
		"utc", "gmt", "est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "cet", "cest", "eet", "eest", "bst", "ist", "msk", "jst", "kst", "aest", "aedt", "acst", "awst", "nzst", "nzdt",
		"hkt", "sgt", "pkt", "brt", "trt", "idt", "irst", "npt", "clt", "akst", "akdt", "hst", "sast", "wib", "et", "pt", "ct", "mt":
		return true
	}
	return false
}

// isRegion reports whether a word is the name of a zone, as "Europe/Berlin".
func isRegion(word string) bool {
	region, _, _ := strings.Cut(word, "/")
	switch region {
	case "Europe", "America", "Asia", "Africa", "Australia", "Pacific", "Atlantic", "Indian", "Antarctica", "Etc", "US", "Canada", "Brazil", "UTC", "GMT":
		return true
	}
	return false
}
