"""The finished report: one frozen context, shown as page, PDF, Word and Excel."""
