package dev.cirrus.promote;

import dev.cirrus.classifier.Metrics;

/**
 * The measurements on one evaluation set.
 *
 * @param reference those of the shipped model
 */
record SetComparison(String set, Metrics candidate, Metrics current, Metrics reference) {}
