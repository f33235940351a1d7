package incident

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// What stands behind a value, and is no word for its type or its state, is the reason. It
// is asked about where it may be something else: a slip for one of these words, a second
// thing, or a part of the value, which a blank has cut. "--" before a reason keeps it.

// wordsBehind returns the keywords that may stand behind a value.
func wordsBehind(ioc, typed bool) []string {
	switch {
	case typed:
		return mendWords
	case ioc:
		return iocWords
	}
	return assetWords
}

// The words behind a value of a type, behind an indicator, and behind an asset of ours.
var (
	mendWords  = slices.Concat(judgedWords(), []string{"retype", "withdraw", "withdrawn"})
	iocWords   = slices.Concat(mendWords, assetTypes(true), []string{"filename", "filepath", "hostname", "useragent"})
	assetWords = slices.Concat(mendWords, assetTypes(false), []string{"filename", "filepath", "hostname", "useragent"})
)

// checkBehind refuses a rest behind a value that isn't plainly a reason. Apart says that a
// word of type stands between them.
func checkBehind(value, rest string, apart bool) error {
	first, after := cutWord(rest)
	if first == "" {
		return nil
	}
	if !apart {
		if err := CheckCut(value, rest); err != nil {
			return err
		}
	}
	second := first
	if slices.Contains(joiners, strings.ToLower(first)) {
		second, _ = cutWord(after)
	}
	if second != "" && (isIndicator(second) || isListed(value, second)) {
		return refuse("%q may be a second thing: name each by itself%s", quote(bare(second)), keepHint)
	}
	return nil
}

// joiners stand between the things of a list.
var joiners = []string{"and", "or", "&", "+", ",", ";", "/", "|", "-", "–", "—", "->", "→", "=>"}

// bare returns a word of a text without the marks round it.
func bare(word string) string { return strings.Trim(word, ",;:.!?()\"'“”‘’") }

// isIndicator reports whether a word of a text is a thing that others search for, by its
// form alone.
func isIndicator(word string) bool {
	word = bare(word)
	if !strings.ContainsAny(word, `.:\/`) && len(word) < 32 && strings.Trim(word, "0123456789") == word && !strings.Contains(word, "-") {
		return false // as nearly every word
	}
	if strings.Trim(word, `/\.-_~`) == "" {
		return false
	}
	if looksLikeName(word) && isFileName(word) {
		return true // or a domain
	}
	word = strings.TrimPrefix(word, "*.")
	if _, _, err := Canonical(AssetUntyped, word, true); err == nil {
		return true
	}
	for _, cut := range [...]string{":", "-"} { // a port, a range
		if i := strings.LastIndex(word, cut); i > 0 {
			if _, _, err := Canonical(AssetUntyped, word[:i], true); err == nil && strings.Contains(word[:i], ".") && strings.Trim(word[i+1:], "0123456789.") == "" {
				return true
			}
		}
	}
	return false
}

// isListed reports whether a value ends as one of a list does, and a word may be the next.
func isListed(value, word string) bool {
	return strings.HasSuffix(value, ",") && strings.ContainsAny(word, "0123456789") && isHost(bare(word))
}

// CheckCut refuses a value and the words behind it where a blank may have cut the value in
// two: a name, a hash, a url, a path, an address and its port. The error is a Refusal.
func CheckCut(value, rest string) error {
	first, after := cutWord(rest)
	whole := refang(value)
	switch {
	case looksLikeIPv4(whole) && mask.MatchString(first), looksLikeIPv6(whole) && mask.MatchString(first):
		return refuse("%q may belong to the network: write it as %s%s", quote(first), quote(whole+first), keepHint)
	case isCutHash(whole, first):
		return refuse("%q may be the rest of the hash: write it in one piece%s", quote(first), keepHint)
	case strings.Contains(whole, "://"):
		return checkCutURL(whole, first, after)
	case looksLikePath(whole), looksLikeRegistry(whole):
		return checkCutPath(value, first, after)
	case isCutPort(whole, first, after):
		return refuse("%q may be a port: write it as %s%s", quote(strings.TrimSpace(first+" "+after)), quote(withPort(whole, first+after)), keepHint)
	case strings.HasPrefix(whole, "Mozilla/"):
		return nil
	}
	if joined, ok := cutName(whole, refang(first), after == ""); ok {
		return refuse("%q may be the rest of the name: write it in one piece, as %q%s", quote(first), quote(joined), keepHint)
	}
	return nil
}

var mask = regexp.MustCompile(`^/\d{1,3}$`)

// isCutHash reports whether a word may be the rest of a hash. A word of letters alone is
// one from eight on. Two whole hashes that make none together are two.
func isCutHash(value, word string) bool {
	if !isHashLength(value) || !isHexText(value) || len(word) < 8 || !isHexText(word) {
		return false
	}
	return !isHashLength(word) || isHashLength(value+word)
}

func isHashLength(s string) bool { return slices.Contains([]int{32, 40, 64, 128}, len(s)) }

func isHexText(s string) bool { return strings.Trim(s, "0123456789abcdefABCDEF") == "" }

// checkCutURL asks about a url that ends as none does, and about a rest with the signs of
// one.
func checkCutURL(value, first, after string) error {
	last := value[len(value)-1]
	digits := after == "" && last == '/' && strings.ContainsAny(first, "0123456789")
	signs := strings.ContainsAny(first, "/?=&%") && !slices.Contains([]string{"and/or", "n/a", "w/o"}, strings.ToLower(first)) && strings.Trim(first, "0123456789%/") != ""
	if strings.IndexByte(".-_?=&%:@+", last) >= 0 || digits || signs {
		return refuse("%q may be the rest of the url: write it in one piece, without blanks%s", quote(first), keepHint)
	}
	return nil
}

var portForms = regexp.MustCompile(`^(?i)(:\d{1,5}|\d{1,5}|\d{1,5}/(tcp|udp)|(tcp|udp)/\d{1,5}|port:? \d{1,5})$`)

// isCutPort reports whether the rest behind an address or a domain is a port and no more.
func isCutPort(value, first, after string) bool {
	if after != "" && !strings.EqualFold(strings.TrimSuffix(first, ":"), "port") {
		return false
	}
	rest := strings.TrimSpace(first + " " + after)
	if !portForms.MatchString(rest) {
		return false
	}
	t, _, err := Canonical(AssetUntyped, value, true)
	return err == nil && (t == AssetIPv4 || t == AssetIPv6 || t == AssetDomain)
}

// withPort returns an address with the port that a text names, in the form that is taken.
func withPort(value, text string) string {
	port := strings.Trim(text, ":/abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
	value = strings.TrimRight(value, ",;")
	switch {
	case looksLikeIPv4(value):
		return value + ":" + port
	case looksLikeIPv6(value):
		return "[" + value + "]:" + port
	}
	return "tcp://" + value + ":" + port + "/"
}

// cutName joins a name and the word behind it, where that makes a name with a known
// ending: the blank stood beside a dot, or within the last label.
func cutName(value, word string, alone bool) (joined string, ok bool) {
	word = strings.ToLower(strings.TrimRight(word, ",;"))
	dotted := strings.HasSuffix(value, ".") || strings.HasPrefix(word, ".")
	_, host, found := strings.Cut(value, "@")
	if !found {
		host = value
	}
	if !dotted && (!alone || len(word) > 3 || strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") != "") || strings.ContainsAny(host, `/\:`) {
		return "", false
	}
	if path := strings.IndexByte(word, '/'); path >= 0 {
		word = word[:path]
	}
	name := strings.ToLower(host) + word
	if strings.HasSuffix(value, ".") && strings.HasPrefix(word, ".") {
		name = strings.ToLower(host) + word[1:]
	}
	if _, ok := checkDomain(name); !ok || strings.HasSuffix(name, ".") {
		return "", false
	}
	_, managed := publicsuffix.PublicSuffix(name)
	domain, _ := endingOf(name)
	return value[:len(value)-len(host)] + name, domain && (dotted || managed)
}

// checkCutPath asks about a path or a key with words behind it that may belong to it. It
// is plain where a file's ending ends it, or where a reason goes on in small letters.
func checkCutPath(value, first, after string) error {
	rest := strings.TrimSpace(first + " " + after)
	ends := isFileName(value[strings.LastIndexAny(value, `/\`)+1:])
	if !ends && (isCutPath(value, first, after) || hasEnding(rest)) {
		return refuse("it isn't plain where %s… ends: put quotes round what has blanks in it, as \"C:\\Program Files\\x.dll\"%s", quote(value), keepHint)
	}
	return nil
}

// isCutPath reports whether the word behind a path looks like a part of it.
func isCutPath(value, first, after string) bool {
	if strings.Contains(value, `\`) {
		return after == "" || first[0] < 'a' || first[0] > 'z'
	}
	next, _ := cutWord(after)
	return strings.Contains(first, "/") && !strings.EqualFold(first, "and/or") || strings.Contains(next, "/") && !looksLikePath(next) && !strings.EqualFold(next, "and/or")
}

// hasEnding reports whether one of the first words of a text ends as a file does.
func hasEnding(text string) bool {
	for range 3 {
		var word string
		if word, text = cutWord(text); isFileName(bare(word)) && !looksLikePath(word) {
			return true
		}
	}
	return false
}
