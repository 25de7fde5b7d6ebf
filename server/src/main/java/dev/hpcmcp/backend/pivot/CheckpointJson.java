package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.model.Checkpoint;
import java.util.Optional;

/** One checkpoint of a list, in either form. */
final class CheckpointJson {
    private static final double MEGABYTE = 1 << 20;

    private CheckpointJson() {}

    static Optional<Checkpoint> read(Part one) {
        return one.text("checkpoint_id", "id")
                .map(id ->
                        new Checkpoint(
                                id,
                                one.text("session_id").flatMap(Names::id),
                                one.text("filename"),
                                one.integer("epoch"),
                                one.text("metric_name"),
                                one.number("metric_value"),
                                bytes(one),
                                one.text("created_at").flatMap(Times::utc),
                                one.is("is_best")));
    }

    /** The code says 0 of a file that is gone. */
    private static Optional<Long> bytes(Part one) {
        return one.number("size_bytes")
                .or(() -> one.number("file_size_mb").map(size -> size * MEGABYTE))
                .map(Math::round);
    }
}
