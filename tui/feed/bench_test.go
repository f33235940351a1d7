package feed_test

import (
	"fmt"
	"testing"

	"warroom/session/incident"
	"warroom/tui/panetest"
)

// lengths holds the lengths of logs that must cost a screen the same.
func lengths() []int { return []int{100, 100_000} }

func long(tb testing.TB, n int) incident.View {
	in := panetest.Declare(tb, "stolen CI token")
	in.Join("ana", "kim", "lee")
	for i := 0; int(in.Last) < n; i++ {
		in.Do("kim", fmt.Sprintf("/fact job %d read the vault, see the log of bld-07 and ask @lee about it", i))
		in.Do("lee", fmt.Sprintf("line %d: isolating bld-07 takes its RAM image with it, image first", i))
	}
	return in.View("kim")
}

func BenchmarkView(b *testing.B) {
	for _, n := range lengths() {
		v := long(b, n)
		for name, view := range views() {
			for _, size := range panetest.Sizes()[:3] {
				b.Run(fmt.Sprintf("%s/%s/%d", name, size.Name, n), func(b *testing.B) {
					l := look(size.Width, size.Height)
					l.Theme = panetest.Dark()
					b.ReportAllocs()
					for b.Loop() {
						view(v, l)
					}
				})
			}
		}
	}
}

// BenchmarkViewScrolledBack draws a place far up, which must cost no more than
// the end.
func BenchmarkViewScrolledBack(b *testing.B) {
	for _, n := range lengths() {
		v := long(b, n)
		l := look(120, 40)
		l.Top, l.Left = v.Entry(40).Mark(), v.Last()
		for name, view := range views() {
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				for b.Loop() {
					view(v, l)
				}
			})
		}
	}
}
