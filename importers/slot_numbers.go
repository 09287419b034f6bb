package importers

func numberGroups(t *table) {}
