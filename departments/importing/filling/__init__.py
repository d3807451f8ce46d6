"""A report that was read → what it would put into a draft → the draft, once a person has said yes."""
