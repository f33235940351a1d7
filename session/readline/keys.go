package readline

// edits holds the keys that move in a line or change it, beside those that send and
// recall. Terminals, shells, screen and tmux keep none of them for themselves.
var edits = [...]struct {
	key string
	do  func(Line) Line
}{
	{"left", Line.left},
	{"right", Line.right},
	{"home", Line.start},
	{"end", Line.end},
	{"ctrl+e", Line.end},
	{"ctrl+left", Line.wordLeft},
	{"alt+left", Line.wordLeft},
	{"alt+b", Line.wordLeft},
	{"ctrl+right", Line.wordRight},
	{"alt+right", Line.wordRight},
	{"alt+f", Line.wordRight},
	{"backspace", Line.deleteBack},
	{"ctrl+h", Line.deleteBack},
	{"delete", Line.deleteNext},
	{"ctrl+d", Line.deleteNext},
	{"ctrl+k", Line.deleteToEnd},
	{"ctrl+u", Line.deleteToStart},
	{"ctrl+w", Line.deleteWord},
	{"alt+backspace", Line.deleteWord},
}

// yankKey puts back what ctrl+k, ctrl+u and ctrl+w cut, as in shells.
const yankKey = "ctrl+y"

// Press handles a key, by its name: an edit, or else the text that it types. It doesn't use
// any other key. The error is an incident.Refusal.
func (l Line) Press(key, text string) (_ Line, used bool, _ error) {
	if key == yankKey {
		l, err := l.yank()
		return l, true, err
	}
	for _, e := range edits {
		if e.key == key {
			return e.do(l), true, nil
		}
	}
	if text == "" {
		return l, false, nil
	}
	l, err := l.Insert(text)
	return l, true, err
}
