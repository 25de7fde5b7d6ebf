package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.model.Job;

/** A job that is the caller's, with what is not for agents. */
record Found(Job job, SlurmId id, long owner) {}
