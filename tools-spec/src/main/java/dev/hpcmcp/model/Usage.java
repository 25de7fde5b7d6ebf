package dev.hpcmcp.model;

import java.util.Optional;

/** What a job really used; fractions run from 0 to 1. */
public record Usage(
        @Doc("0 to 1") Optional<Double> cpuEfficiency,
        @Doc("0 to 1") Optional<Double> memoryEfficiency,
        @Doc("0 to 1") Optional<Double> gpuUtilization,
        @Doc("Peak, GB") Optional<Double> maxMemoryGb) {}
