package dev.cirrus.runs;

import dev.cirrus.models.ModelRegistry;

/** The adapters with which runs are stored, trained, measured and promoted. */
public record RunAdapters(
    RunStore store, TrainingJobs jobs, ModelRegistry models, RunFiles files) {}
