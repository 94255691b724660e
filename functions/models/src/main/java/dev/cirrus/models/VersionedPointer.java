package dev.cirrus.models;

/**
 * The pointer to the model that serves, as it was read.
 *
 * @param etag changes with every write of the pointer
 */
public record VersionedPointer(ModelPointer pointer, String etag) {}
