"""自评质量考核 of a campaign: the assessment with its trace, and its weights."""
