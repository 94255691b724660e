package dev.cirrus.promote;

/** How the candidate and the model that serves read one evaluation set. */
record SetComparison(String set, Measurement candidate, Measurement current) {}
