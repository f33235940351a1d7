package incident

import (
	"strings"
	"warroom/session/incident/immutable"
)

// maxRefs bounds the references of one entry.
const maxRefs = 20

// refEnds are the marks that may stand behind a reference in a sentence.
const refEnds = ",.:;…"

// inShell stands in a refusal that asks for a reference: "ssh HOST check KEY #12" loses
// what a shell takes for a comment.
const inShell = "; in a shell, quote the line or leave out the #, which begins a comment there"

// leadingRefs cuts the references from the front of args, where at least one is expected: a
// bare number is an entry's, but not behind the last reference with a sign and before a word.
func leadingRefs(args string) (found []Ref, rest string) {
	found, rest, _ = cutLeading(args)
	return found, rest
}

// mayCite cuts the references from the front of args, where there may be none. A bare number
// is an entry's where only references stand beside it, and asked about before a word: it may
// begin a text.
func mayCite(args string) (found []Ref, rest string, err error) {
	found, rest, signed := cutLeading(args)
	if _, kept := cutKept(rest); len(found) == 0 || signed || rest == "" || kept {
		return found, rest, nil
	}
	return nil, args, refuse("does %d mean the entry %s? Write it with its sign, and in a shell quote the line%s", found[0].N, found[0], keepHint)
}

// cutLeading cuts the references from the front of args, and says whether one has a sign.
func cutLeading(args string) (found []Ref, rest string, signed bool) {
	sure, behind := 0, args // up to the last with a sign
	for rest = args; ; {
		word, after := cutWord(rest)
		refs, ok := cited(word, true)
		if !ok {
			break
		}
		found, rest = append(found, refs...), after
		if _, ok := cited(word, false); ok {
			sure, behind = len(found), rest
		}
	}
	if _, kept := cutKept(rest); sure > 0 && rest != "" && !kept {
		return found[:sure], behind, true
	}
	return found, rest, sure > 0
}

// citedRefs cuts the references with a sign, as "#12", "E7" or "P2,P3", from
// the front of args. A bare number may be the first word of a text.
func citedRefs(args string) (found []Ref, rest string) {
	for rest = args; ; {
		word, after := cutWord(rest)
		cited, ok := cited(word, false)
		if !ok {
			return found, rest
		}
		found, rest = append(found, cited...), after
	}
}

// cited parses one word of references, of those without a sign too where bare says so.
func cited(word string, bare bool) (found []Ref, ok bool) {
	for part := range strings.SplitSeq(strings.TrimRight(word, refEnds), ",") {
		ref, err := ParseRef(part)
		if err != nil || !bare && isDigit(unquoted(part)[0]) {
			return nil, false
		}
		found = append(found, ref)
	}
	return found, true
}

// checkRefs refuses references to things that don't exist, that p may not see or that were
// struck. No evidence exists: nothing files it yet.
func checkRefs(s *State, p Person, refs []Ref) error {
	if len(refs) > maxRefs {
		return refuse("%d references are too many: give the %d that matter most", len(refs), maxRefs)
	}
	for _, r := range refs {
		if r.Kind == RefEvidence {
			return refuse("there is no evidence %s here: cite an entry that says it, as #112, or write one with /fact", r)
		}
		if !s.For(p).Sees(openerOf(s, r)) {
			return refuse("%q names nothing here: check the number; an entry is written #112, a task A4, a decision D3", r)
		}
		if r.Kind == RefEntry {
			if err := checkNotStruck(s.Entry(r.N)); err != nil {
				return err
			}
		}
	}
	return nil
}

// openerOf returns the number of the entry that opened the thing named by r, 0
// if there is none.
func openerOf(s *State, r Ref) uint64 {
	switch r.Kind {
	case RefEntry:
		return r.N
	case RefTask:
		return seqOf(s.Plan.Tasks, r.N, func(t *Task) uint64 { return t.Seq })
	case RefProposal:
		return seqOf(s.Decisions.Proposals, r.N, func(p *Proposal) uint64 { return p.Seq })
	case RefDecision:
		return seqOf(s.Decisions.All, r.N, func(d *Decision) uint64 { return d.Seq })
	case RefHypothesis:
		return seqOf(s.SizeUp.Hypotheses, r.N, func(h *Hypothesis) uint64 { return h.Seq })
	case RefHunt:
		return seqOf(s.Hunts.All, r.N, func(h *Hunt) uint64 { return h.Seq })
	case RefChange:
		return seqOf(s.Decisions.Changes, r.N, func(c *Change) uint64 { return c.Seq })
	}
	return 0
}

func seqOf[T any](l immutable.List[*T], n uint64, seq func(*T) uint64) uint64 {
	if item := itemN(l, n); item != nil {
		return seq(item)
	}
	return 0
}

// refList formats references for a line of text: "#12, D3".
func refList(refs []Ref) string {
	words := make([]string, len(refs))
	for i, r := range refs {
		words[i] = r.String()
	}
	return strings.Join(words, ", ")
}

// byRefs says what shows something, behind it: " by #12, D3"; "" for nothing.
func byRefs(refs []Ref) string {
	if len(refs) == 0 {
		return ""
	}
	return " by " + refList(refs)
}
