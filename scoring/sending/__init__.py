"""The unit's pages around sending: the panel beside a section, the page 检查与报送, the steps taken from it."""
