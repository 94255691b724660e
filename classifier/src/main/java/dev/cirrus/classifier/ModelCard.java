package dev.cirrus.classifier;

/**
 * What is known of a model. Only its name and hash mean anything to the program; the rest is for
 * who looks at it.
 *
 * @param json the whole card, an object
 */
public record ModelCard(ModelPointer pointer, String json) {}
