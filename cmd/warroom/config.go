package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/knadh/koanf/parsers/toml/v2"
	"github.com/knadh/koanf/providers/env/v2"
	"github.com/knadh/koanf/providers/file"
	"github.com/knadh/koanf/v2"
	"github.com/spf13/pflag"

	"warroom/session/incident"
	"warroom/session/sshd"
)

// config holds the settings of a server: flags override the environment, which
// overrides the file, which overrides the defaults.
type config struct {
	Listen         string        `koanf:"listen"`
	Data           string        `koanf:"data"`
	AuthorizedKeys string        `koanf:"authorized-keys"`
	TrustedUserCA  string        `koanf:"trusted-user-ca-keys"`
	RevokedKeys    string        `koanf:"revoked-keys"`
	CADefaultRank  string        `koanf:"ca-default-rank"`
	Playbook       string        `koanf:"playbook"`
	Systems        string        `koanf:"systems"`
	TwoKeys        []string      `koanf:"two-keys"`
	SilentLink     time.Duration `koanf:"silent-link"`
	Limits         limits        `koanf:"limits"`
}

// limits bounds what strangers and mistakes can use up.
type limits struct {
	Handshake       time.Duration `koanf:"handshake"`
	Tries           int           `koanf:"tries"`
	PerSource       int           `koanf:"unauthenticated-per-source"`
	Unauthenticated int           `koanf:"unauthenticated"`
	SessionsPerKey  int           `koanf:"sessions-per-key"`
}

// defaults holds the default of each setting, by its name.
var defaults = map[string]any{
	"listen":                            "127.0.0.1:2222",
	"data":                              "./data",
	"authorized-keys":                   "",
	"trusted-user-ca-keys":              "",
	"revoked-keys":                      "",
	"ca-default-rank":                   "observer",
	"playbook":                          "",
	"systems":                           "",
	"two-keys":                          "",
	"silent-link":                       "40s",
	"limits.handshake":                  "20s",
	"limits.tries":                      6,
	"limits.unauthenticated-per-source": 10,
	"limits.unauthenticated":            100,
	"limits.sessions-per-key":           8,
}

// serveFlags adds the flags of serve. Each is also a key of the config file and
// an environment variable: --trusted-user-ca-keys is
// WARROOM_TRUSTED_USER_CA_KEYS.
func serveFlags(f *pflag.FlagSet) {
	f.String("listen", "127.0.0.1:2222", "address of the SSH server; port 0 picks one")
	f.String("data", "./data", "folder of the database and the host key, created with mode 0700")
	f.String("authorized-keys", "", "keys file in OpenSSH format (default DATA/authorized_keys)")
	f.String("trusted-user-ca-keys", "", "public keys of the authorities whose user certificates are accepted")
	f.String("revoked-keys", "", "revoked keys: public keys, or a KRL of ssh-keygen -k")
	f.String("ca-default-rank", "observer", "rank of a certificate without the extension rank@warroom")
	f.String("playbook", "", "the playbook (default DATA/playbook.yaml, else the built-in one)")
	f.String("systems", "", "folder of the system sheets (default DATA/systems)")
	f.String("two-keys", "", "acts that wait for a second key, separated by commas: "+strings.Join(incident.TwoKeyActs(), ", "))
	f.Duration("silent-link", 40*time.Second, "how long a link may not answer before it is closed, from 15s to 10m")
	f.String("config", "", "TOML file with any of these, and [limits]")
}

// loadConfig reads the settings. Its errors say which setting is wrong.
func loadConfig(flags *pflag.FlagSet, environ func() []string) (config, error) {
	k := koanf.New(".")
	for name, value := range defaults {
		if err := k.Set(name, value); err != nil {
			return config{}, err
		}
	}
	if path, err := flags.GetString("config"); err != nil {
		return config{}, err
	} else if path != "" {
		if err := k.Load(file.Provider(path), toml.Parser()); err != nil {
			return config{}, usage("config file %s can't be read: %w", path, err)
		}
	}
	if err := k.Load(env.Provider(".", env.Opt{Prefix: "WARROOM_", TransformFunc: settingOf, EnvironFunc: environ}), nil); err != nil {
		return config{}, fmt.Errorf("read the environment: %w", err)
	}
	flags.Visit(func(f *pflag.Flag) {
		if _, known := defaults[f.Name]; known {
			_ = k.Set(f.Name, f.Value.String()) // a value for a plain key can't fail
		}
	})
	for _, name := range k.Keys() {
		if _, known := defaults[name]; !known {
			return config{}, usage("there is no setting %q: warroom help config lists them", name)
		}
	}
	var c config
	if err := k.Unmarshal("", &c); err != nil {
		return config{}, usage("a setting has the wrong form: %s: warroom help config shows the form of each", oneLine(err))
	}
	err := c.check()
	return c, err
}

// oneLine returns the decoder's error of several lines as one line.
func oneLine(err error) string {
	words := strings.Join(strings.Fields(err.Error()), " ")
	if _, after, ok := strings.Cut(words, "error(s): "); ok {
		return after
	}
	return words
}

// settingOf returns the setting of an environment variable.
func settingOf(variable, value string) (string, any) {
	name := strings.ToLower(strings.TrimPrefix(variable, "WARROOM_"))
	name = strings.ReplaceAll(name, "_", "-")
	if rest, ok := strings.CutPrefix(name, "limits-"); ok {
		name = "limits." + rest
	}
	if _, known := defaults[name]; !known {
		return "", nil // another program's variable
	}
	return name, value
}

// The bounds of silent-link. A link counts as away after 10 s, and a write that
// hangs ends it after 10 min.
const (
	minSilentLink = 15 * time.Second
	maxSilentLink = 10 * time.Minute
)

func (c *config) check() error {
	if _, err := incident.ParseRank(c.CADefaultRank); err != nil {
		return usage("ca-default-rank: %w", err)
	}
	var err error
	if c.TwoKeys, err = readActs(c.TwoKeys); err != nil {
		return err
	}
	if c.SilentLink < minSilentLink || c.SilentLink > maxSilentLink {
		return usage("silent-link is a length of time from 15s to 10m, with its unit: write 40s")
	}
	l := c.Limits
	if l.Handshake > 0 && l.Handshake < time.Second {
		return usage("limits.handshake is a length of time of at least a second, with its unit: write 20s")
	}
	if l.Handshake <= 0 || l.Tries <= 0 || l.PerSource <= 0 || l.Unauthenticated <= 0 || l.SessionsPerKey <= 0 {
		return usage("every setting under [limits] must be greater than 0")
	}
	for name, path := range map[string]string{
		"authorized-keys": c.AuthorizedKeys, "trusted-user-ca-keys": c.TrustedUserCA, "revoked-keys": c.RevokedKeys,
	} {
		if path == "" {
			continue
		}
		if _, err := os.Stat(path); err != nil {
			return usage("%s can't be read: %w", name, err)
		}
	}
	return nil
}

// doorLimits returns the limits of the SSH server.
func (c *config) doorLimits() sshd.Limits {
	return sshd.Limits{
		Handshake: c.Limits.Handshake, Tries: c.Limits.Tries,
		UnprovenPerSource: c.Limits.PerSource, Unproven: c.Limits.Unauthenticated,
		SessionsPerKey: c.Limits.SessionsPerKey, GoneAfter: c.SilentLink,
	}
}

// keyFiles returns the files of keys, for readers that open no door.
func (c *config) keyFiles() sshd.Config {
	return sshd.Config{AuthorizedKeys: c.keysFile(), TrustedUserCAKeys: c.TrustedUserCA, RevokedKeys: c.RevokedKeys}
}

// keysFile returns the named keys file, else the data folder's.
func (c *config) keysFile() string {
	if c.AuthorizedKeys != "" {
		return c.AuthorizedKeys
	}
	return filepath.Join(c.Data, "authorized_keys")
}
