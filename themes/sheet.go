package themes

// A sheet holds the prefix of every meaning at every depth of one look.
type sheet [depths][meanings]string

// sheets is computed once, when the program starts, and only read afterwards:
// painting is then a look-up.
var sheets = drawSheets()

func drawSheets() (all [looks]sheet) {
	for l := range looks {
		for d := range depths {
			for m, i := range l.palette() {
				all[l][d][m] = i.sgr(d)
			}
		}
	}
	return all
}

// palette returns the inks of a look. A wish has none.
func (l look) palette() palette {
	switch l {
	case dark:
		return darkPalette()
	case light:
		return lightPalette()
	case safeDark:
		return safeDarkPalette()
	case safeLight:
		return safeLightPalette()
	case mono:
		return monoPalette()
	default:
		return palette{}
	}
}
