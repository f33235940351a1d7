package brief_test

import (
	"fmt"
	"testing"

	"warroom/tui/brief"
	"warroom/tui/panetest"
)

func BenchmarkView(b *testing.B) {
	for _, n := range []int{100, 100_000} {
		in := panetest.Theft(b)
		for i := 0; int(in.Last) < n; i++ {
			in.Do("kim", fmt.Sprintf("/fact job %d read the vault", i))
		}
		for _, size := range panetest.Sizes()[:3] {
			b.Run(fmt.Sprintf("%s/%d", size.Name, n), func(b *testing.B) {
				v := in.View("kim")
				for b.Loop() {
					brief.View(v, look(size.Width, size.Height))
				}
			})
		}
	}
}
