package corrected

// decideWorkbook settles the edits of a workbook.
func (c *correction) decideWorkbook(book *workbookRead) error {
	c.decide(book.facts)
	return nil
}
