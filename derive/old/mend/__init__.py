"""The smallest change of a side as it is written that makes a false step true."""
