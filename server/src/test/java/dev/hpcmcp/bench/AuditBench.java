package dev.hpcmcp.bench;

import dev.hpcmcp.guard.Approvals;
import dev.hpcmcp.guard.Audit;
import dev.hpcmcp.guard.Guard;
import dev.hpcmcp.guard.KillSwitch;
import dev.hpcmcp.guard.Person;
import dev.hpcmcp.guard.Visit;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.spec.CancelJob;
import dev.hpcmcp.spec.ListJobs;
import dev.hpcmcp.spec.Scope;
import dev.hpcmcp.spec.ToolSpec;
import dev.hpcmcp.store.AuditLog;
import dev.hpcmcp.store.AuditSettings;
import dev.hpcmcp.store.Store;
import dev.hpcmcp.store.StoreSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What passing the guards costs a call over HTTP, with the audit in SQLite. */
public final class AuditBench {
    private static final int EARLIER = 3_000;
    private static final int CALLS = 4_000;
    private static final double PROMISED = 1.0;
    private static final Caller ALICE =
            new Caller("alice", EnumSet.allOf(Scope.class), Optional.empty());
    private static final Map<String, Object> ARGUMENTS =
            Map.of("cluster", "here", "job_ids", List.of("1", "2", "3"));

    private final Guard guard;

    private AuditBench(Guard guard) {
        this.guard = guard;
    }

    public static void main(String[] arguments) throws Exception {
        Clock clock = Clock.systemUTC();
        String url = "jdbc:sqlite:" + Path.of(arguments[0]);
        boolean kept = true;
        try (Store store = new Store(new StoreSettings(url, Duration.ofDays(90)), clock);
                AuditLog log =
                        store.audit(new AuditSettings(Optional.empty(), Duration.ofDays(365)))) {
            AuditBench bench =
                    new AuditBench(
                            Guard.inOrder(
                                    List.of(
                                            new Audit(log, true, false, clock),
                                            new KillSwitch(store.stops(), clock),
                                            new Approvals(
                                                    Approvals.usual(true),
                                                    store.previews(),
                                                    clock))));
            bench.run(ListJobs.SPEC, 1, EARLIER);
            bench.run(CancelJob.SPEC, 1, EARLIER / 10);
            for (int callers : new int[] {1, 16}) {
                kept &= bench.say("reads", callers, bench.run(ListJobs.SPEC, callers, CALLS));
                kept &= bench.say("changes", callers, bench.run(CancelJob.SPEC, callers, CALLS));
            }
        }
        System.exit(kept ? 0 : 1);
    }

    /** Nanoseconds of each call, sorted. */
    private List<Long> run(ToolSpec<?, ?> spec, int callers, int calls) throws Exception {
        List<Long> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Long>>> each = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                each.add(threads.submit(() -> some(spec, calls / callers)));
            }
            for (Future<List<Long>> times : each) {
                all.addAll(times.get());
            }
        }
        Collections.sort(all);
        return all;
    }

    private List<Long> some(ToolSpec<?, ?> spec, int calls) throws InterruptedException {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            long start = System.nanoTime();
            guard.pass(new Visit(ALICE, spec, ARGUMENTS, Person.ABSENT, "bench 1"), () -> "done");
            times.add(System.nanoTime() - start);
        }
        return times;
    }

    private boolean say(String what, int callers, List<Long> times) {
        double middle = times.get(times.size() / 2) / 1e6;
        double slow = times.get(times.size() * 99 / 100) / 1e6;
        System.out.printf(
                Locale.ROOT,
                "%-8s %2d callers at once: p50 %.3f ms, p99 %.3f ms%s%n",
                what,
                callers,
                middle,
                slow,
                callers == 1 ? " (promised: p50 below %.0f ms)".formatted(PROMISED) : "");
        return callers > 1 || middle < PROMISED;
    }
}
