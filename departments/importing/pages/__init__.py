"""The pages of importing a report: the upload, what it would fill in beside the document, the person's word."""
