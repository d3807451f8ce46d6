"""The judgement: indicator systems, formulas, scores, checks, submission, review."""
