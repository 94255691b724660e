/** The model registry: stored models, and the pointer to the one that serves. */
@NullMarked
package dev.cirrus.models;

import org.jspecify.annotations.NullMarked;
