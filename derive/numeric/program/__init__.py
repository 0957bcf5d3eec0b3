"""Array programs: what a written form computes, as operations on arrays with named axes."""
