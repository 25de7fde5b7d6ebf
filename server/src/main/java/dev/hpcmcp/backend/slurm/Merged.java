package dev.hpcmcp.backend.slurm;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The controller's records, and the accounting's of what the controller has forgotten. */
final class Merged {
    private Merged() {}

    static List<SlurmJson.Raw> of(
            List<SlurmJson.Raw> controller, List<AccountingJson.Entry> accounted) {
        Set<Long> ids = new HashSet<>();
        Set<String> tasks = new HashSet<>();
        for (SlurmJson.Raw raw : controller) {
            ids.add(raw.jobId());
            raw.task().ifPresent(task -> tasks.add(raw.arrayId() + "_" + task));
            Gathered.waiting(raw).forEach(task -> tasks.add(raw.arrayId() + "_" + task));
        }
        List<SlurmJson.Raw> all = new ArrayList<>(controller);
        for (AccountingJson.Entry entry : accounted) {
            SlurmJson.Raw raw = Accounted.raw(entry);
            boolean there =
                    raw.arrayId() > 0 ? isThere(raw, controller, tasks) : ids.contains(raw.jobId());
            if (!there) {
                all.add(raw);
            }
        }
        return all;
    }

    /** Tasks that still wait have one record for all of them, and the controller's is newer. */
    private static boolean isThere(
            SlurmJson.Raw raw, List<SlurmJson.Raw> controller, Set<String> tasks) {
        return raw.task().isPresent()
                ? tasks.contains(raw.arrayId() + "_" + raw.task().get())
                : controller.stream().anyMatch(other -> other.arrayId() == raw.arrayId());
    }
}
