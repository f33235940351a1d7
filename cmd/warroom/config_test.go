package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/spf13/pflag"
)

// TestHowLongALinkMayBeSilentIsASetting: as a flag, in the environment and in
// the file, and it reaches the server.
func TestHowLongALinkMayBeSilentIsASetting(t *testing.T) {
	file := func(value string) string {
		path := filepath.Join(t.TempDir(), "warroom.toml")
		if err := os.WriteFile(path, []byte("silent-link = \""+value+"\"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, c := range []struct {
		name      string
		args, env []string
		want      time.Duration // 0: it is refused
	}{
		{"default", nil, nil, 40 * time.Second},
		{"flag", []string{"--silent-link", "3m"}, nil, 3 * time.Minute},
		{"environment", nil, []string{"WARROOM_SILENT_LINK=2m"}, 2 * time.Minute},
		{"file", []string{"--config", file("90s")}, nil, 90 * time.Second},
		{"the flag before the environment", []string{"--silent-link=3m"}, []string{"WARROOM_SILENT_LINK=2m"}, 3 * time.Minute},
		{"too short", []string{"--silent-link", "14s"}, nil, 0},
		{"too long", nil, []string{"WARROOM_SILENT_LINK=11m"}, 0},
		{"none", []string{"--config", file("0s")}, nil, 0},
		{"without its unit", []string{"--config", file("40 seconds")}, nil, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			flags := pflag.NewFlagSet("serve", pflag.ContinueOnError)
			serveFlags(flags)
			if err := flags.Parse(c.args); err != nil {
				t.Fatal(err)
			}
			conf, err := loadConfig(flags, func() []string { return c.env })
			switch {
			case c.want == 0:
				if f := (failure{}); !errors.As(err, &f) || f.code != exitUsage {
					t.Errorf("the answer is %v", err)
				}
			case err != nil || conf.doorLimits().GoneAfter != c.want:
				t.Errorf("the limit is %s, want %s: %v", conf.doorLimits().GoneAfter, c.want, err)
			}
		})
	}
}

// TestWhatSSHIsToldForBadLinksIsUnderstood: the lines for ~/.ssh/config, in the
// README and in the guide.
func TestWhatSSHIsToldForBadLinksIsUnderstood(t *testing.T) {
	ssh, err := exec.LookPath("ssh")
	if err != nil {
		t.Skip("there is no ssh here")
	}
	for _, page := range []string{"../../README.md", "help/screen.md"} {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		_, lines, found := strings.Cut(string(text), "Host HOST\n")
		if !found || !strings.Contains(string(text), "ssh HOST || reset") {
			t.Fatalf("%s doesn't say what to do for bad links", page)
		}
		lines, _, _ = strings.Cut(lines, "\n\n")
		lines, _, _ = strings.Cut(lines, "```")
		file := filepath.Join(t.TempDir(), "config")
		if err := os.WriteFile(file, []byte("Host HOST\n"+lines), 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(ssh, "-G", "-F", file, "HOST").CombinedOutput()
		for _, want := range []string{"port 2222", "serveraliveinterval 10", "serveralivecountmax 3"} {
			if err != nil || !strings.Contains(string(out), want) {
				t.Errorf("%s: %q isn't set: %v\n%s", page, want, err, out)
			}
		}
	}
}
