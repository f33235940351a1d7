package paint

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

const (
	maxRaw   = 32  // sequences that wait for a terminal
	maxWords = 256 // bytes of a notification
	notify   = "\x1b]9;"
)

// Notification returns the sequence (OSC 9) that makes a terminal notify its
// person; text that isn't printable is made visible. A leading digit would make
// it another command to some terminals, so it puts a space before it.
func Notification(text string) string {
	if text != "" && text[0] >= '0' && text[0] <= '9' {
		text = " " + text
	}
	return notify + plain(text, maxWords) + "\a"
}

// allowed reports whether seq has only what [Painter.Raw] accepts: questions to
// the terminal, the bell and notifications. Nothing else, such as the clipboard
// (OSC 52), ever reaches a terminal.
func allowed(seq string) bool {
	for seq != "" {
		n := known(seq)
		if n == 0 {
			return false
		}
		seq = seq[n:]
	}
	return true
}

// known returns the length of the allowed sequence at the start of seq.
func known(seq string) int {
	for _, q := range [...]string{
		"\a",
		ansi.RequestModeSynchronizedOutput,
		ansi.RequestModeUnicodeCore,
		ansi.RequestBackgroundColor,
		ansi.RequestForegroundColor,
		ansi.RequestKittyKeyboard,
		ansi.RequestNameVersion,
		ansi.RequestPrimaryDeviceAttributes,
		ansi.RequestTermcap("RGB"),
		ansi.RequestTermcap("Tc"),
	} {
		if strings.HasPrefix(seq, q) {
			return len(q)
		}
	}
	return notification(seq)
}

// notification returns the length of the OSC 9 at the start of seq: printable
// text, short, up to its BEL.
func notification(seq string) int {
	text, ok := strings.CutPrefix(seq, notify)
	end := strings.IndexByte(text, '\a')
	if !ok || end < 0 || end > 2*maxWords || text[:1] >= "0" && text[:1] <= "9" {
		return 0
	}
	if _, faults := reveal(text[:end], printable); faults > 0 {
		return 0
	}
	return len(notify) + end + 1
}
