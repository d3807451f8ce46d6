"""Indicator systems in the hands of the administrator: tree, forms, versions, Excel round trip."""
