package incident

import (
	"fmt"
	"iter"
	"time"
)

// severityPart tells how bad it is, since when and why.
func severityPart(v View, r Reader) Part {
	line, tone := v.Severity().String()+" "+v.Severity().Word(), ToneCalm
	if v.Severity().Major() {
		tone = ToneDanger
	}
	if n := v.Severities().Len(); n > 0 {
		last := v.Severities().At(n - 1)
		line = withReason(line+", since "+r.Stamp(last.At)+" by "+last.By, last.Why)
	}
	return single("severity", tone, line, Field{"severity", v.Severity()}).saying(fmt.Sprint(int(v.Severity())))
}

// proposedSeverityPart tells the severity that the playbook proposes, where that is another.
func proposedSeverityPart(v View, _ Reader) Part {
	proposed := v.ProposedSeverity()
	to := proposed.Severity
	if to == 0 {
		return single("proposed", ToneText, "", Field{"severity_proposed", (*int)(nil)})
	}
	n := int(to)
	p := single("proposed", ToneWarn, withReason(to.String()+", by the playbook from impact and urgency", proposed.Why), Field{"severity_proposed", &n}).saying(fmt.Sprint(n))
	if to == v.Severity() {
		return p.quiet()
	}
	return p
}

// reachPart tells what the incident is of and how far it reaches.
func reachPart(v View, _ Reader) Part {
	spread, proposed := v.Spread().Meaning(), v.ProposedSpread()
	if proposed > v.Spread() {
		spread += fmt.Sprintf(", by what is affected %s (/spread %s)", proposed.Meaning(), proposed)
	}
	line := fmt.Sprintf("%s; personal data %s; spread %s", v.Kinds(), v.PersonalData(), spread)
	p := single("kind", ToneText, line, Field{"kind", v.Kinds()}, Field{"spread", v.Spread()},
		Field{"spread_proposed", proposed}, Field{"personal_data", v.PersonalData()}).saying(proposed.String())
	if v.Reach() == "" && proposed == SpreadUnknown {
		return p.quiet()
	}
	return p
}

// impactShown has the levels as words, a guess with "?" after it.
type impactShown struct {
	Confidentiality string `json:"confidentiality"`
	Integrity       string `json:"integrity"`
	Availability    string `json:"availability"`
}

func showImpact(i Impact) impactShown {
	return impactShown{i.Confidentiality.String(), i.Integrity.String(), i.Availability.String()}
}

// impactText returns an impact and an urgency in whole words.
func impactText(i Impact, urgency Rating) string {
	return fmt.Sprintf("confidentiality %s, integrity %s, availability %s; urgency %s", i.Confidentiality, i.Integrity, i.Availability, urgency)
}

// impactPart tells the effect on confidentiality, integrity and availability.
func impactPart(v View, _ Reader) Part {
	p := single("impact", ToneText, impactText(v.Impact(), v.Urgency()),
		Field{"impact", showImpact(v.Impact())}, Field{"urgency", v.Urgency().String()})
	if v.Impact() == (Impact{}) && v.Urgency() == (Rating{}) {
		return p.quiet()
	}
	return p
}

// stepShown is one change of the severity.
type stepShown struct {
	Severity Severity  `json:"severity"`
	At       time.Time `json:"at"`
	By       string    `json:"by"`
	Why      string    `json:"why"`
	Seq      uint64    `json:"seq"`
	Fell     bool      `json:"criteria_fall,omitempty"` // the decider let the criteria of the phase fall with it
}

// maxWas bounds the former severities in a brief.
const maxWas = 2

// severitiesPart tells which severities there were. A brief has the last before the one in
// force, the newest first.
func severitiesPart(v View, r Reader) Part {
	return list[SeverityChange]{
		label: "was", heading: "severities so far", key: "severities", most: maxWas, now: formerly(v), all: numbered(v.Severities().All()),
		tone: func(SeverityChange) Tone { return ToneMuted },
		line: func(c SeverityChange) string {
			return fmt.Sprintf("#%d %s %s", c.Seq, r.Stamp(c.At), withReason(c.To.String()+" by "+c.By+falling(c.Fell), c.Why))
		},
		said:  func(c SeverityChange) string { return fmt.Sprint(int(c.To)) + fellSaid(c.Fell) }, // as SEV1
		value: func(c SeverityChange) any { return stepShown{c.To, c.At.UTC(), c.By, c.Why, c.Seq, c.Fell} },
	}.part()
}

// formerly yields the last changes of severity before the one in force, the newest first.
func formerly(v View) iter.Seq[SeverityChange] {
	return func(yield func(SeverityChange) bool) {
		all := v.Severities()
		for i := all.Len() - 2; i >= max(0, all.Len()-1-maxWas); i-- {
			if !yield(all.At(i)) {
				return
			}
		}
	}
}

// impactStepShown is one change of the impact or the urgency.
type impactStepShown struct {
	impactShown
	Urgency string    `json:"urgency"`
	At      time.Time `json:"at"`
	By      string    `json:"by"`
	Why     string    `json:"why"`
	Seq     uint64    `json:"seq"`
}

// impactsPart tells how the impact came to be.
func impactsPart(v View, r Reader) Part {
	return list[ImpactChange]{
		label: "impacts", heading: "impacts so far", key: "impacts", all: numbered(v.Impacts().All()),
		line: func(c ImpactChange) string {
			return fmt.Sprintf("#%d %s %s", c.Seq, r.Stamp(c.At), withReason(c.By+": "+impactText(c.To, c.Urgency), c.Why))
		},
		value: func(c ImpactChange) any {
			return impactStepShown{showImpact(c.To), c.Urgency.String(), c.At.UTC(), c.By, c.Why, c.Seq}
		},
	}.part()
}
