"""The portal: settings, addresses, home pages, finished documents, operations."""
