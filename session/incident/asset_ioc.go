package incident

var iocVerb = Verb{
	Name: "ioc", Args: "VALUE [TYPE] [compromised|cleared|unknown] [why]", asks: NameAsset{},
	Help:     "name an indicator of compromise, defanged or not, or set its state",
	complete: completeAsset(true),
	parse:    parseAsset(true),
}
