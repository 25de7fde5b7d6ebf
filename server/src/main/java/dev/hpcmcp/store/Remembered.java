package dev.hpcmcp.store;

import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.BulkCancel;
import dev.hpcmcp.port.JobControl;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.port.Marks;
import dev.hpcmcp.port.Overlay;
import dev.hpcmcp.port.Sessions;
import dev.hpcmcp.port.Training;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A cluster of which the ports about jobs are remembered. */
final class Remembered {
    private Remembered() {}

    /** A cluster without jobs has nothing to remember. */
    static Backend over(Backend backend, Memory memory, Once once) {
        return backend instanceof Jobs jobs
                ? Overlay.over(
                        backend, ports(backend, jobs, memory, once), "remembered " + backend.id())
                : backend;
    }

    private static Map<Class<?>, Object> ports(
            Backend backend, Jobs jobs, Memory memory, Once once) {
        Map<Class<?>, Object> ports = new HashMap<>();
        String id = backend.id();
        Optional<Marks> marks = backend instanceof Marks own ? Optional.of(own) : Optional.empty();
        Submitting submitting = new Submitting(once);
        RememberedJobs remembered = new RememberedJobs(id, jobs, marks, memory, submitting);
        ports.put(Jobs.class, remembered);
        if (backend instanceof JobControl control) {
            ports.put(JobControl.class, new RememberedControl(id, control, remembered, memory));
        }
        if (backend instanceof BulkCancel bulk) {
            ports.put(BulkCancel.class, new RememberedBulk(id, bulk, remembered, memory));
        }
        if (backend instanceof Sessions sessions) {
            ports.put(
                    Sessions.class,
                    new RememberedSessions(id, sessions, marks, remembered, submitting));
        }
        if (backend instanceof Training training) {
            ports.put(
                    Training.class,
                    new RememberedTraining(id, training, marks, remembered, submitting));
        }
        return ports;
    }
}
