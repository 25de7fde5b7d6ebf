package dev.hpcmcp.backend.slurm;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The controller's records, and the accounting's of what the controller has forgotten. */
final class Merged {
    private Merged() {}

    /** Tasks that still wait have one record together, and the controller's is newer. */
    static List<SlurmJson.Raw> of(List<SlurmJson.Raw> controller, List<SlurmJson.Raw> accounted) {
        Set<Long> ids = new HashSet<>();
        Set<String> tasks = new HashSet<>();
        for (SlurmJson.Raw raw : controller) {
            ids.add(raw.jobId());
            raw.task().ifPresent(task -> tasks.add(raw.arrayId() + "_" + task));
            Gathered.waiting(raw).forEach(task -> tasks.add(raw.arrayId() + "_" + task));
        }
        List<SlurmJson.Raw> all = new ArrayList<>(controller);
        for (SlurmJson.Raw raw : accounted) {
            boolean there =
                    raw.task()
                            .map(task -> tasks.contains(raw.arrayId() + "_" + task))
                            .orElseGet(() -> ids.contains(raw.jobId()));
            if (!there) {
                all.add(raw);
            }
        }
        return all;
    }
}
