"""What the report says of its score: limits, rows, deductions, grade."""
