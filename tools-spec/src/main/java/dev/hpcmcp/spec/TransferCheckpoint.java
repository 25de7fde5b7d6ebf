package dev.hpcmcp.spec;

import dev.hpcmcp.model.Doc;
import dev.hpcmcp.model.Handling;
import dev.hpcmcp.model.JobId;
import java.util.Map;
import java.util.Optional;

/** Brings a checkpoint here, or there. */
public final class TransferCheckpoint {
    public static final ToolSpec<Input, Output> SPEC =
            new ToolSpec<>(
                    "transfer_checkpoint",
                    "Transfer a checkpoint",
                    """
                    Downloads a checkpoint into your directory on this server, or uploads a file from it. Repeat a download that \
                    broke off: it goes on.
                    """,
                    Input.class,
                    Output.class,
                    Effect.CREATES,
                    Scope.TRAINING_WRITE,
                    Toolset.TRAINING);

    private TransferCheckpoint() {}

    public record Input(
            @Doc("If there are several") Optional<String> cluster,
            @Doc("Which way") Direction direction,
            @Doc("Relative path in that directory") String path,
            @Doc("download: which one") Optional<String> checkpointId,
            @Doc("upload: run it belongs to") Optional<JobId> jobId,
            @Doc("upload: its epoch") Optional<Integer> epoch,
            @Doc("upload: its metrics") Map<String, Double> metrics) {}

    /** Which way it goes. */
    public enum Direction {
        DOWNLOAD,
        UPLOAD
    }

    public record Output(
            @Handling(Handling.Way.OURS) @Doc("File on this server") String path,
            @Doc("Its id on the cluster") String checkpointId,
            @Doc("Size") long bytes,
            @Doc("SHA-256 of the file") String sha256) {}
}
