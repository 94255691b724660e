package dev.cirrus.runs;

/** What a training job is to do: continue a model with these corrections. */
public record TrainingOrder(String run, ModelPointer base, Corrections corrections) {}
