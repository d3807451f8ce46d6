"""What follows from other figures: balances, remainders, averages and prices."""
