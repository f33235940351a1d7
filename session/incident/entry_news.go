package incident

import "iter"

// news is a fact that who comes back reads first: it changed where the incident stands,
// what was decided, or who answers for what.
type news interface{ isNews() }

func (severitySet) isNews()              {}
func (impactSet) isNews()                {}
func (phaseSet) isNews()                 {}
func (systemStateSet) isNews()           {}
func (incidentClosed) isNews()           {}
func (incidentReopened) isNews()         {}
func (findingAdded) isNews()             {}
func (decisionMade) isNews()             {}
func (decisionConfirmed) isNews()        {}
func (pendingDecisionWithdrawn) isNews() {}
func (proposalObjectedTo) isNews()       {}
func (changeMade) isNews()               {}
func (changeUndone) isNews()             {}
func (hypothesisJudged) isNews()         {}
func (systemAffected) isNews()           {}
func (incidentLinked) isNews()           {}
func (incidentLinkedBack) isNews()       {}
func (channelJudged) isNews()            {}
func (entryStruck) isNews()              {}
func (roleGiven) isNews()                {}
func (roleTaken) isNews()                {}
func (roleActed) isNews()                {}
func (courseSet) isNews()                {}
func (estimateSet) isNews()              {}

// News yields the entries with a number over after that who comes back reads first, the
// newest first, without those that were struck.
func (v View) News(after uint64) iter.Seq[*Entry] {
	all := v.state.entries.news
	return func(yield func(*Entry) bool) {
		for i := all.Len() - 1; i >= 0 && all.At(i) > after; i-- {
			if e := v.Entry(all.At(i)); e != nil && e.Strike == nil && !yield(e) {
				return
			}
		}
	}
}
