package incident

// section is a part of the State, with the verbs that change it and the kinds
// of its events. Only files whose names begin with that of the section, or of a
// thing in it, write its fields.
type section struct {
	verbs []Verb           // in the order in which help lists them
	kinds map[string]codec // by wire name
}

// sections are in the order in which help lists their verbs.
var sections = [...]section{
	entrySection, statusSection, sizeUpSection, courseSection, huntSection, metricsSection, planSection,
	decisionSection, commsSection, affectedSection, teamSection, accessSection,
}
