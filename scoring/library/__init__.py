"""A department's own library of indicators, the county's common bank, and taking indicators from both into a report."""
