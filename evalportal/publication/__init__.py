"""What the public reads: pages, files and open data of published reports, and the bureau's check before it."""
