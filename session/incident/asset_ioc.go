package incident

var iocVerb = Verb{
	Name: "ioc", Args: "VALUE [TYPE] [compromised|cleared|unknown] [why]", Power: PowerRespond,
	Help:     "name an indicator of compromise, defanged or not, or say what is known of it now",
	complete: completeAsset(true),
	parse:    parseAsset(true),
}
