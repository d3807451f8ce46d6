"""Taking a whole campaign away: its workbook, and all files of its units with an index of what is there."""
