"""报告体检: a file or pasted text, its sections, figures and findings at once; nothing is stored."""
