package intake

import "strings"

// patternReader parses a pattern from its front (STIX 2.1, section 9).
type patternReader struct {
	rest   string
	groups [][]comparison // of each observation
}

// comparison is path = value. Why says why it isn't taken, or is blank.
type comparison struct {
	path, value, why string
	or               bool // OR stands before or behind it
}

// maxNested bounds how deep brackets may stand in each other.
const maxNested = 32

// observations parses observations, joined in any way, with their qualifiers.
func (p *patternReader) observations(depth int) error {
	for {
		switch {
		case depth > maxNested:
			return errPattern
		case p.take("("):
			if err := p.observations(depth + 1); err != nil {
				return err
			}
			if !p.take(")") {
				return errPattern
			}
		case p.take("["):
			p.groups = append(p.groups, nil)
			if err := p.comparisons(0); err != nil {
				return err
			}
			if !p.take("]") {
				return errPattern
			}
		default:
			return errPattern
		}
		if err := p.qualifiers(); err != nil {
			return err
		}
		if !p.takeWord("OR", "AND", "FOLLOWEDBY") {
			return nil
		}
	}
}

// qualifiers parses what says when and how often.
func (p *patternReader) qualifiers() error {
	for {
		switch {
		case p.takeWord("WITHIN"):
			if _, ok := p.literal(); !ok || !p.takeWord("SECONDS") {
				return errPattern
			}
		case p.takeWord("REPEATS"):
			if _, ok := p.literal(); !ok || !p.takeWord("TIMES") {
				return errPattern
			}
		case p.takeWord("START"):
			if _, ok := p.literal(); !ok || !p.takeWord("STOP") {
				return errPattern
			}
			if _, ok := p.literal(); !ok {
				return errPattern
			}
		default:
			return nil
		}
	}
}

// comparisons parses the comparisons of one observation.
func (p *patternReader) comparisons(depth int) error {
	or := false
	for {
		switch {
		case depth > maxNested:
			return errPattern
		case p.take("("):
			if err := p.comparisons(depth + 1); err != nil {
				return err
			}
			if !p.take(")") {
				return errPattern
			}
		default:
			if err := p.comparison(or); err != nil {
				return err
			}
		}
		group := p.groups[len(p.groups)-1]
		switch {
		case p.takeWord("OR"):
			or = true
			group[len(group)-1].or = true
		case p.takeWord("AND"):
			or = false
		default:
			return nil
		}
	}
}

// signs are the ways to compare, the longer ones first, and what isn't taken of them.
var signs = [...]struct{ sign, why string }{
	{"==", ""}, {"!=", "says what it is not"}, {">=", "compares sizes"}, {"<=", "compares sizes"}, {"=", ""}, {"<>", "says what it is not"},
	{">", "compares sizes"}, {"<", "compares sizes"},
}

// comparison parses one, and appends it to the last group, or those that IN stands for.
func (p *patternReader) comparison(or bool) error {
	c := comparison{or: or}
	not := p.takeWord("NOT")
	if p.takeWord("EXISTS") {
		c.path = p.path()
		c.why = "the pattern asks whether there is a " + short(c.path) + ", and names no value"
		return p.append(c)
	}
	if c.path = p.path(); c.path == "" {
		return errPattern
	}
	not = p.takeWord("NOT") || not
	how := ""
	switch {
	case p.takeWord("IN"):
		if not {
			how = "says what it is not"
		}
		return p.among(c, how)
	case p.takeWord("LIKE"):
		how = "LIKE"
	case p.takeWord("MATCHES"):
		how = "says how it looks, by MATCHES"
	case p.takeWord("ISSUBSET"):
	case p.takeWord("ISSUPERSET"):
		how = "says what holds it, by ISSUPERSET"
	default:
		if !p.takeSign(&how) {
			return errPattern
		}
	}
	value, ok := p.literal()
	if !ok {
		return errPattern
	}
	if c.value = value; not {
		how = "says what it is not"
	}
	if how == "LIKE" && strings.ContainsAny(value, "%_") {
		how = "says how it begins or ends, by LIKE"
	} else if how == "LIKE" {
		how = ""
	}
	if how != "" {
		c.why = "the pattern " + how + ", and names no value: " + c.path + " " + short(value)
	}
	return p.append(c)
}

func (p *patternReader) takeSign(how *string) bool {
	for _, s := range signs {
		if p.take(s.sign) {
			*how = s.why
			return true
		}
	}
	return false
}

// maxComparisons bounds those of one pattern.
const maxComparisons = 10_000

func (p *patternReader) append(c comparison) error {
	last := len(p.groups) - 1
	if len(p.groups) > maxComparisons || len(p.groups[last]) > maxComparisons {
		return errPattern
	}
	p.groups[last] = append(p.groups[last], c)
	return nil
}

// among parses the values of IN.
func (p *patternReader) among(c comparison, how string) error {
	if !p.take("(") {
		return errPattern
	}
	for {
		value, ok := p.literal()
		if !ok {
			return errPattern
		}
		one := comparison{path: c.path, value: value, or: true}
		if how != "" {
			one.why = "the pattern " + how + ", and names no value: " + c.path + " " + short(value)
		}
		if err := p.append(one); err != nil {
			return err
		}
		if !p.take(",") {
			break
		}
	}
	if !p.take(")") {
		return errPattern
	}
	return nil
}

// path reads up to the comparison sign. Quotes in it only protect keys with
// signs.
func (p *patternReader) path() string {
	p.skip()
	end, quoted := 0, byte(0)
	for ; end < len(p.rest); end++ {
		c := p.rest[end]
		switch {
		case quoted != 0:
			if c == quoted {
				quoted = 0
			}
		case c == '\'' || c == '"':
			quoted = c
		case strings.IndexByte(" \t\r\n=!<>()", c) >= 0, c == ']' && !strings.Contains(p.rest[:end], "["):
			path := p.rest[:end]
			p.rest = p.rest[end:]
			return strings.ToLower(strings.ReplaceAll(strings.ReplaceAll(path, "'", ""), `"`, ""))
		}
	}
	return ""
}

// literal reads a string, a moment as t'…', or a number or another bare word. A
// backslash in a string escapes the next character.
func (p *patternReader) literal() (string, bool) {
	if !p.take("'") && !p.take("t'") {
		end := strings.IndexAny(p.rest, " \t\r\n,)]")
		if end <= 0 {
			return "", false
		}
		word := p.rest[:end]
		p.rest = p.rest[end:]
		return word, !strings.ContainsAny(word, `'"([=`)
	}
	var b strings.Builder
	for i := 0; i < len(p.rest); i++ {
		switch c := p.rest[i]; {
		case c == '\'':
			p.rest = p.rest[i+1:]
			return b.String(), true
		case c == '\\' && i+1 < len(p.rest):
			i++
			b.WriteByte(p.rest[i])
		default:
			b.WriteByte(c)
		}
	}
	return "", false
}

// takeWord reads one of these words, in either case, and reports whether it was next.
func (p *patternReader) takeWord(words ...string) bool {
	p.skip()
	end := 0
	for end < len(p.rest) && (p.rest[end]|0x20) >= 'a' && (p.rest[end]|0x20) <= 'z' {
		end++
	}
	if end < len(p.rest) && strings.IndexByte("-:_.", p.rest[end]) >= 0 {
		return false // the beginning of a path
	}
	for _, w := range words {
		if strings.EqualFold(p.rest[:end], w) {
			p.rest = p.rest[end:]
			return true
		}
	}
	return false
}

// take reads a sign and reports whether it was next.
func (p *patternReader) take(sign string) bool {
	p.skip()
	rest, ok := strings.CutPrefix(p.rest, sign)
	if ok {
		p.rest = rest
	}
	return ok
}

func (p *patternReader) skip() { p.rest = strings.TrimLeft(p.rest, " \t\r\n") }
