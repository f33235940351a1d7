package incident

var iocVerb = Verb{
	Name: "ioc", Args: "VALUE [TYPE] [compromised|cleared|unknown] [why] | VALUE|#SEQ retype TYPE | VALUE|#SEQ withdraw why", asks: NameAsset{},
	Help:     "name an indicator of compromise, defanged or not, set its state, or mend it; put one with spaces in quotes",
	complete: completeAsset(true),
	parse:    parseAsset(true),
}
