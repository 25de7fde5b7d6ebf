package dev.hpcmcp.model;

import java.util.Optional;

/** How busy a cluster is. */
public record Load(
        @Doc("Jobs running") Optional<Integer> jobsRunning,
        @Doc("Jobs waiting") Optional<Integer> jobsQueued,
        @Doc("Cores in use") Optional<Integer> coresInUse,
        @Doc("Cores in all") Optional<Integer> coresTotal) {}
