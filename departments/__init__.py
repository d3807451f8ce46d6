"""The facts: people, departments, campaigns, and reports with their sections and tables."""
