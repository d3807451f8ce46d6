"""Tags for templates of all layers."""
