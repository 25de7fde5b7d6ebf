package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.model.Job;
import java.util.Optional;

/**
 * A job that is the caller's, with what is not for agents.
 *
 * @param owner the owner's number, negative if it is not known
 * @param forgotten whether only the accounting still knows it
 * @param mark the one in its comment, if we submitted it
 */
record Found(Job job, SlurmId id, long owner, boolean forgotten, Optional<String> mark) {}
