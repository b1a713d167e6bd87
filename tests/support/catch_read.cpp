// Nothing: what its target is for is the header that was compiled with it.
