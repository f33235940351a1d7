package incident

import (
	"unicode"
	"unicode/utf8"
)

// maxWashed bounds how far into a text a moment can reach, in bytes.
const maxWashed = 96

// washMoment returns s with the characters of documents, phones and other scripts at its
// front as a keyboard types them: full-width and Arabic digits, no-break blanks, hyphens,
// quotes. What shows nothing is dropped. Only a moment is read from the result; the text
// behind it stays as it was typed.
func washMoment(s string) string {
	end := plainEnd(s)
	if end == len(s) || end >= maxWashed {
		return s
	}
	b := make([]byte, 0, len(s))
	end, b = wash(s, maxWashed, b)
	return string(append(b, s[end:]...))
}

// unwash returns what of s stands behind its first n washed bytes.
func unwash(s string, n int) string {
	end, washed := wash(s, n, make([]byte, 0, maxWashed))
	return s[min(end+max(n-len(washed), 0), len(s)):]
}

// plainEnd returns the length of the ASCII at the start of s, up to maxWashed.
func plainEnd(s string) int {
	i := 0
	for i < len(s) && i < maxWashed && s[i] < utf8.RuneSelf {
		i++
	}
	return i
}

// wash appends the front of s to washed as a keyboard types it, until it has most bytes or
// maxWashed bytes of s are washed, and returns how much of s that is. A dash behind a clock
// stays, since it stands between two times.
func wash(s string, most int, washed []byte) (end int, _ []byte) {
	timed := false
	for end < len(s) && end < maxWashed && len(washed) < most {
		r, size := utf8.DecodeRuneInString(s[end:])
		end += size
		if r == utf8.RuneError && size == 1 {
			washed = append(washed, s[end-1])
		} else if typed, shown := onKeyboard(r, timed); shown {
			washed = utf8.AppendRune(washed, typed)
			timed = timed || typed == ':'
		}
	}
	return end, washed
}

// onKeyboard returns the character of a keyboard that looks like r, and whether r shows at
// all.
func onKeyboard(r rune, timed bool) (rune, bool) {
	switch {
	case r < utf8.RuneSelf:
		return r, true
	case '！' <= r && r <= '～':
		return r - '！' + '!', true
	case unicode.Is(unicode.Zs, r):
		return ' ', true
	case unicode.Is(unicode.Cf, r):
		return r, false
	case unicode.Is(unicode.Nd, r):
		return '0' + digitOf(r), true
	}
	switch r {
	case '‐', '‑', '‒', '−', '﹣':
		return '-', true
	case '–', '—', '―':
		if !timed {
			return '-', true
		}
	case '∶', '꞉', '﹕', 'ː', '︓':
		return ':', true
	case '‘', '’', 'ʼ', '′':
		return '\'', true
	case '⁄', '∕':
		return '/', true
	case '≈', '∼', '≃', '≅', '〜':
		return '~', true
	}
	return r, true
}

// digitOf returns the value of a decimal digit of any script. Each script has ten of them in
// a row.
func digitOf(r rune) rune {
	for _, script := range unicode.Nd.R16 {
		if rune(script.Lo) <= r && r <= rune(script.Hi) {
			return (r - rune(script.Lo)) % 10
		}
	}
	for _, script := range unicode.Nd.R32 {
		if rune(script.Lo) <= r && r <= rune(script.Hi) {
			return (r - rune(script.Lo)) % 10
		}
	}
	return 0
}
