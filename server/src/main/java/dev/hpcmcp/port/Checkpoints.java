package dev.hpcmcp.port;

import dev.hpcmcp.model.Checkpoint;
import dev.hpcmcp.model.CheckpointUpload;
import dev.hpcmcp.model.JobId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Saved states of training runs. */
public interface Checkpoints {
    /**
     * All there are, newest first where that is known; of one run, if it is given.
     *
     * @throws HpcException {@code OverBudget} if there are too many to look through
     */
    List<Checkpoint> checkpoints(Caller caller, Optional<JobId> run);

    /**
     * Fetches one into a file that is not there yet. What an earlier try left beside it is gone on
     * with, if it is still the same file.
     *
     * @return its size
     * @throws HpcException {@code OverBudget} if it is larger than this cluster's limit
     */
    long download(Caller caller, String checkpoint, Path target);

    /** Sends a file there, under a name that nothing else has. */
    Checkpoint upload(Caller caller, CheckpointUpload upload);
}
