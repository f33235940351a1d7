//go:build unix

package main

import (
	"flag"
	"fmt"
	"html"
	"image/color"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
)

var pictures = flag.Bool("pictures", false, "draw the README's pictures anew, from real screens")

// TestPictures plays the demo's story to an OpenSSH terminal of each size and
// keeps what the person saw.
func TestPictures(t *testing.T) {
	if !*pictures {
		t.Skip("draws only with -pictures")
	}
	dir := t.TempDir()
	data := filepath.Join(dir, "data")
	put(t, filepath.Join(data, "systems", "story.yaml"), storySheets)
	s := servingIn(t, dir, config{Data: data})
	id := s.must("ana", "declare --sev 3 "+storyTitle)
	last := tell(t, s.wired().conns, id, slices.Concat(opening, story[:12]))
	for _, p := range []struct {
		who           string
		width, height uint16
		theme         string
	}{{"kim", 80, 24, "dark"}, {"raj", 120, 40, "dark"}, {"noor", 200, 60, "dark"}, {"mei", 120, 40, "light"}} {
		screen := s.atBridge(p.who, p.width, p.height, id)
		screen.types("/theme " + p.theme + "\r")
		screen.sees(last)
		screen.settles()
		screen.draw(filepath.Join("screens", fmt.Sprintf("bridge-%dx%d-%s.svg", p.width, p.height, p.theme)), p.theme == "light")
	}
	lobby := s.sit("lee", 100, 14)
	lobby.sees(id)
	lobby.settles()
	lobby.draw(filepath.Join("screens", "lobby.svg"), false)
}

// settles waits until the screen has been still for a moment.
func (p *terminal) settles() {
	for {
		select {
		case <-p.changed:
		case <-time.After(700 * time.Millisecond):
			return
		}
	}
}

// The size of one cell in a picture.
const (
	cellWidth  = 8.4
	cellHeight = 17
)

// draw writes the screen as an SVG picture.
func (p *terminal) draw(path string, light bool) {
	p.t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	ground, text := "#16181d", "#d8dce4"
	if light {
		ground, text = "#ffffff", "#1c1f26"
	}
	width, height := p.screen.Width(), p.screen.Height()
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %d" font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14">`+"\n",
		float64(width)*cellWidth+16, height*cellHeight+16)
	fmt.Fprintf(&b, `<rect width="100%%" height="100%%" rx="6" fill="%s"/>`+"\n", ground)
	for y := range height {
		for x := 0; x < width; {
			cell := p.screen.CellAt(x, y)
			n, run := 0, ""
			for ; x+n < width; n++ {
				c := p.screen.CellAt(x+n, y)
				if c == nil || cell == nil || !sameStyle(c.Style, cell.Style) {
					break
				}
				run += c.Content
			}
			n = max(n, 1)
			if cell != nil {
				drawRun(&b, x, y, n, run, cell.Style, ground, text)
			}
			x += n
		}
	}
	b.WriteString("</svg>\n")
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
		p.t.Fatal(err)
	}
}

func sameStyle(a, b uv.Style) bool {
	return hexOf(a.Fg, "") == hexOf(b.Fg, "") && hexOf(a.Bg, "") == hexOf(b.Bg, "") && a.Attrs == b.Attrs
}

// drawRun writes cells of one style.
func drawRun(b *strings.Builder, x, y, n int, run string, style uv.Style, ground, text string) {
	fg, bg := hexOf(style.Fg, text), hexOf(style.Bg, "")
	if style.Attrs&uv.AttrReverse != 0 {
		fg, bg = hexOf(style.Bg, ground), hexOf(style.Fg, text)
	}
	left, top := float64(x)*cellWidth+8, y*cellHeight+8
	if bg != "" {
		fmt.Fprintf(b, `<rect x="%.1f" y="%d" width="%.1f" height="%d" fill="%s"/>`+"\n", left, top, float64(n)*cellWidth, cellHeight, bg)
	}
	if strings.TrimSpace(run) == "" {
		return
	}
	weight := ""
	if style.Attrs&uv.AttrBold != 0 {
		weight = ` font-weight="bold"`
	}
	fmt.Fprintf(b, `<text x="%.1f" y="%d" fill="%s"%s textLength="%.1f" xml:space="preserve">%s</text>`+"\n",
		left, top+13, fg, weight, float64(n)*cellWidth, html.EscapeString(run))
}

func hexOf(c color.Color, none string) string {
	if c == nil {
		return none
	}
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}
