package incident

// mends says, for each kind of entry that isn't a text of a person, how it is put right:
// it can't be struck or corrected, since the incident's state follows from it.
var mends = map[string]string{
	"starred":   "/star SEQ sets the mark, or removes it",
	"promoted":  "/strike SEQ WHY crosses out the line of chat itself",
	"corrected": "/correct the entry again",
	"struck":    "write again what was struck by mistake, with /fact",
	"labelled":  "/tlp #SEQ LABEL labels the entry anew",

	"declared":         "/title TEXT renames the incident, and /sev 1-5 WHY rates it anew",
	"title-set":        "/title TEXT renames the incident",
	"phase-set":        "/phase PHASE WHY moves on, or back",
	"system-state-set": "/state STATE WHY sets the state anew",
	"closed":           "/reopen WHY opens the incident",
	"reopened":         "/close closes the incident",

	"severity-set":       "/sev 1-5 WHY rates it anew",
	"impact-set":         "/cia C=LEVEL WHY rates it anew",
	"kinds-named":        "/kind KIND,KIND WHY names them anew",
	"spread-set":         "/spread SPREAD WHY states it anew",
	"personal-data-set":  "/personal-data yes|no WHY states it anew",
	"hypothesis-held":    "/vector H1 TEXT rewords it, /vector H1 ruled-out REF rules it out",
	"hypothesis-changed": "/vector H1 TEXT rewords it, /vector H1 70% rates it anew",
	"hypothesis-judged":  "/vector H1 possible WHY takes the verdict back",
	"fix-set":            "/fix H1 TEXT sets it anew",
	"fix-moved":          "/fix H1 STATE REF says how far it is",
	"effect-set":         "/cia H1 C=LEVEL WHY rates it anew",
	"fallback-set":       "/fallback H1 TEXT sets it anew",

	"observation-made":   "/observe SYSTEM TARGET VALUE enters what holds now",
	"duplicate-absorbed": "the tasks came from the duplicate; /drop A4 WHY drops one",
	"hunt-opened":        "/hunt Q1 drop WHY drops it",
	"hunt-given":         "/hunt Q1 @PERSON gives it to another",
	"hunt-widened":       "/hunt Q1 drop WHY drops it, and /hunt opens it with what is right",
	"hunt-answered":      "/hunt Q1 found REF or not-found WHERE answers it anew",

	"course-set": "/plan TEXT until TIME sets the course anew",
	"eta-set":    "/eta TIME WHY sets it anew",

	"milestone-set": "/milestone MILESTONE TIME sets it anew",
	"paused":        "/resume goes on",
	"resumed":       "/pause WHY stops the clocks again",

	"playbook-adopted":  "the incident keeps the playbook that it took; /check KEY n/a WHY leaves an item out, /drop A4 WHY a task",
	"checklist-opened":  "/check KEY n/a WHY leaves an item of it out",
	"checklist-closed":  "/state SYSTEM shutdown WHY opens the list again",
	"task-given":        "/drop A4 WHY drops the task",
	"task-asked":        "/drop A4 WHY drops the task",
	"task-acknowledged": "/reassign A4 @PERSON gives the task to another",
	"task-done":         "/task gives the task again",
	"task-dropped":      "/task gives the task again",
	"task-extended":     "/drop A4 WHY drops the task, and /task gives it with the right time",
	"task-reassigned":   "/reassign A4 @PERSON gives the task to another",
	"checked":           "/uncheck KEY WHY takes the tick back",
	"unchecked":         "/check KEY ticks it again",
	"gate-answered":     "/gate QUESTION open WHY takes the answer back",
	"escalation-called": "/called E1 nobody WHY asks for the call again, /called E1 TIME WHO enters another",
	"gate-opened":       "/gate QUESTION REF answers it again",

	"proposed":           "/withdraw P2 WHY takes the proposal back",
	"objected":           "/support P2 WHY says that you no longer object, /answer P2 TEXT answers it",
	"supported":          "/object P2 WHY says what speaks against it",
	"objection-answered": "/answer P2 TEXT answers it anew",
	"proposal-withdrawn": "/propose TEXT proposes it again",
	"decision-made":      "/withdraw D3 WHY takes it back while it waits for a key; what holds is replaced by a new /decide",
	"decision-confirmed": "what holds is replaced by a new /decide",
	"accountable-set":    "/accountable D3 @PERSON names another",
	"decision-withdrawn": "/decide TEXT decides it again",
	"change-made":        "/undo C1 says that it was undone",
	"change-kept":        "/keep C1 @OWNER until TIME sets it anew, /undo C1 says that it was undone",
	"change-undone":      "/change TEXT enters it again",

	"mode-set":       "/mode says how the team talks",
	"channel-judged": "/channel NAME trusted|suspect|compromised WHY judges it anew",

	"system-affected": "/unaffected SYSTEM WHY takes it out",
	"system-cleared":  "/affects SYSTEM names it again",
	"owner-told":      "the sheet says so, and who runs the server corrects it: until then write whom to call with /fact",
	"asset-named":     "/ioc VALUE withdraw WHY or /asset NAME withdraw WHY takes it back",
	"assets-imported": "/ioc VALUE withdraw WHY takes one back",
	"asset-judged":    "/ioc VALUE STATE WHY or /asset NAME STATE WHY judges it anew",
	"asset-retyped":   "/ioc VALUE retype TYPE or /asset NAME retype TYPE sets the type anew",
	"linked":          "/unlink INC-N WHY removes the link",
	"linked-back":     "/unlink INC-N WHY removes the link",
	"unlinked":        "/link INC-N KIND sets it again",
	"split-from":      "/unlink INC-N WHY removes the link",
	"entry-cited":     "/correct or /strike the entry there, and this follows; write what is right here with /fact",
	"copy-followed":   "/correct or /strike the entry there, and the one here follows",
	"copies-kept":     "write what is right here with /fact",
	"entries-split":   "the new incident stands: /close it by its verdict, /unlink INC-N WHY removes the link",
	"unlinked-back":   "/link INC-N KIND sets it again",

	"role-given":       "/role ROLE @PERSON gives the role to another, or none",
	"handover-offered": "/handover @PERSON ROLE offers it to another",
	"role-taken":       "/handover @PERSON ROLE hands it on, /role ROLE @PERSON gives it to another",
	"role-acted":       "/role ROLE @PERSON gives the role to another",
	"roles-resumed":    "/act ROLE acts again, once the holder has been gone for long",
	"role-declined":    "/handover @PERSON ROLE offers it again",
	"reports-set":      "/reports @PERSON @LEAD sets it anew, or none",
	"stream-opened":    "/stream NAME open or closed sets who reads it",
	"stream-joined":    "/stream NAME leave, by who was added, takes it back",
	"stream-set":       "/stream NAME open or closed sets who reads it",
	"stream-left":      "/stream NAME @PERSON adds them again",

	"scope-set":     "/scope open, restricted or confidential sets it anew",
	"guest-expired": "/admit @PERSON lets them in again",
	"glass-broken":  "it stays, whoever asks; /remove @PERSON puts out who let themselves in",
	"tlp-set":       "/tlp LABEL labels the bridge anew",
	"admitted":      "/remove @PERSON WHY takes it back",
	"removed":       "/admit @PERSON lets them in again",
	"ejected":       "it stays; a new invite lets the person in, and /admit @PERSON into this incident",
	"joined":        "who came stays on record; /remove @PERSON WHY puts out who shouldn't be here",
	"left":          "who went stays on record; write what it doesn't show with /fact",
}

// putRight says how an entry is put right that can't be struck or corrected.
func putRight(e *Event) string {
	if _, ok := e.Fact.(unknown); ok {
		return "a newer version wrote it; write what is right with /fact"
	}
	return ofFact(mends[e.Kind()], e.Fact)
}
