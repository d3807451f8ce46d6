"""Units a power of ten thousand off, and amounts told twice in other units."""
