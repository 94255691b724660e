package dev.cirrus.runs;

import java.util.Optional;

/**
 * A run as it is now.
 *
 * @param job the status of its job; empty if the job was not asked because it can't have changed
 */
public record RunSnapshot(Run run, Optional<JobStatus> job) {}
