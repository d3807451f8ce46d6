"""Tags for templates of the layers below, which show what the judgement adds without knowing it."""
