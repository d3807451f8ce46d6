"""The pages on which a unit writes its report, section by section, and the addresses that store what it types."""
