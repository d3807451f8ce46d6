"""WeasyPrint as official Chinese documents need it: fonts, fetching, justification, subsetting, one at a time."""
