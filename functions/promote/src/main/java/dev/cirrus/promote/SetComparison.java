package dev.cirrus.promote;

import dev.cirrus.classifier.Metrics;

/** How the candidate and the model that serves read one evaluation set. */
record SetComparison(String set, Metrics candidate, Metrics current) {}
