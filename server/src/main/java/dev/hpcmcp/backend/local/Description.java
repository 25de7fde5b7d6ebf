package dev.hpcmcp.backend.local;

import dev.hpcmcp.model.ClusterDetails;
import dev.hpcmcp.model.Limits;
import dev.hpcmcp.model.Load;
import dev.hpcmcp.model.Queue;
import dev.hpcmcp.model.TaskRange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The local cluster in the words of all clusters: one queue on one machine. */
record Description(String id, int slots, int idle) {
    ClusterDetails of(Standing standing, Instant now) {
        Queue queue =
                new Queue(
                        RequestCheck.QUEUE,
                        Optional.of("up"),
                        true,
                        Optional.empty(),
                        Optional.of(1),
                        Optional.empty(),
                        Optional.of(slots),
                        Optional.of(idle),
                        Optional.of(0),
                        List.of());
        Limits limits =
                new Limits(
                        List.of(slots),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.of(TaskRange.MOST_TASKS));
        Load load =
                new Load(
                        Optional.of(standing.in(Place.ACTIVE).size()),
                        Optional.of(standing.waiting().size()),
                        Optional.of(slots - idle),
                        Optional.of(slots));
        return new ClusterDetails(
                id,
                List.of(queue),
                List.of(),
                Optional.of(limits),
                Optional.of(load),
                Optional.empty(),
                now);
    }
}
