"""Verifies the arithmetic of the narrative. A claim that cannot be interpreted with certainty is left alone.

Each room holds one kind of claim. In it the plain module (`changes`, `sums`, `rates` …) has the checks and the readings
by words, certain whatever the wrong figure is; the modules `near_…` read by order, measure and a shared word, and
speak only where no figures around explain the stated one and it looks like a slip of the right one. Of totals they give
warnings where the words give errors. What all rooms share stands beside them: `figures` judges and shows, `nearby`
tells what surrounds a figure, `formulas` recalculates what is written out.
"""
