package paint

import "testing"

func TestFittedRowsAreExactlyThatWide(t *testing.T) {
	for _, c := range []struct {
		in   string
		w    int
		want string
	}{
		{"abc", 3, "abc"},
		{"abc", 5, "abc  "},
		{"abc", 2, "ab"},
		{"日本", 3, "日 "},
		{"", 2, "  "},
		{"abc", -1, ""},
		// A bar goes on to the edge, by whichever way its colour was said.
		{"\x1b[44mabc\x1b[m", 5, "\x1b[44mabc\x1b[m\x1b[0;44m  \x1b[m"},
		{"\x1b[1;48;5;9;4mabc", 4, "\x1b[1;48;5;9;4mabc\x1b[0;48;5;9m \x1b[m"},
		{"\x1b[48:2::1:2:3m日本\x1b[m", 3, "\x1b[48:2::1:2:3m日\x1b[m\x1b[0;48:2::1:2:3m \x1b[m"},
		{"\x1b[104mab\x1b[104;1mc\x1b[m", 4, "\x1b[104mab\x1b[104;1mc\x1b[m\x1b[0;104m \x1b[m"},
		// A mark in the text stays where it is, and so does an underline.
		{"ana \x1b[41mSEV1\x1b[m", 9, "ana \x1b[41mSEV1\x1b[m "},
		{"\x1b[44mana\x1b[49m!", 5, "\x1b[44mana\x1b[49m!\x1b[m "},
		{"\x1b[4mana", 4, "\x1b[4mana\x1b[m "},
		{"\x1b[38;5;44mana\x1b[m", 4, "\x1b[38;5;44mana\x1b[m "},
	} {
		got := NewRow(c.in).Fit(c.w)
		if got.Text() != c.want || got.Width() != max(c.w, 0) {
			t.Errorf("%q to %d: %q, %d wide, want %q", c.in, c.w, got.Text(), got.Width(), c.want)
		}
	}
}

func TestBlankEndsOfRowsAreErasedNotSent(t *testing.T) {
	for in, want := range map[string]string{
		"abc   ":                  "\x1b[1Habc\x1b[K",
		"\x1b[1mabc\x1b[m   ":     "\x1b[1H\x1b[1mabc\x1b[m\x1b[K",
		"\x1b[44mabc   ":          "\x1b[1H\x1b[44mabc   \x1b[m\x1b[K",
		"":                        "\x1b[1H\x1b[K",
		"0123456789":              "\x1b[1H0123456789",
		"│        │":              "\x1b[1H\x1b[K│        │",
		"0123456789 cut":          "\x1b[1H0123456789",
		"\x1b[1m0123456789\x1b[m": "\x1b[1H\x1b[1m0123456789\x1b[m",
	} {
		p := pen{width: 10}
		if p.row(0, NewRow(in)); string(p.out) != want {
			t.Errorf("%q is painted %q, want %q", in, p.out, want)
		}
	}
}
