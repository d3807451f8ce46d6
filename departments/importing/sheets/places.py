"""How a workbook that the portal hands out says which of its cells is which place of which report.

A very hidden sheet lists them: Excel and WPS show it to nobody, and keep it when the file is saved.

    row 1   report  <id>  version  <number, 0 for a draft>  revision  <number>
    row 2   the heads of what follows
    row 3…  place   ='sheet'!$B$5   the value that was handed out, as text

The second column is a live reference, so that it follows when somebody renames a sheet or inserts rows; a deleted
cell is #REF!. The third tells what nobody touched, so that an older file takes nothing back. One place may have
several cells: the one that differs from what was handed out is what was typed.
"""

PLACES_SHEET = "填报位置"
HEADS = ("place", "cell", "value")
FIRST_ROW = 3
