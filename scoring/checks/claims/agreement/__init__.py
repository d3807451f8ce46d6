"""What the report tells twice: figures with two values, years that are another one."""
