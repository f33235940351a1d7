package header_test

import (
	"testing"

	"warroom/tui/header"
	"warroom/tui/panetest"
)

func BenchmarkView(b *testing.B) {
	v := panetest.Theft(b).View("kim")
	for _, size := range panetest.Sizes()[:3] {
		b.Run(size.Name, func(b *testing.B) {
			for b.Loop() {
				header.View(v, look(size.Width, 2))
			}
		})
	}
}
