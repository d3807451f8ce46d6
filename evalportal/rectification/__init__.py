"""Problems to put right after the approval: the page of a report that unit and bureau share."""
