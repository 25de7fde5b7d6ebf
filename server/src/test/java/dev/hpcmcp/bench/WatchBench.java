package dev.hpcmcp.bench;

import dev.hpcmcp.guard.Access;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.spec.Scope;
import dev.hpcmcp.spec.Toolset;
import dev.hpcmcp.tool.Answer;
import dev.hpcmcp.tool.Client;
import dev.hpcmcp.tool.Toolbox;
import dev.hpcmcp.tool.Toolboxes;
import dev.hpcmcp.watch.Watcher;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Many callers of {@code wait_for_job} of one user on one cluster far away: what they cost it, what
 * they cost us, and how soon the last of them is told.
 */
public final class WatchBench {
    private static final int CALLERS = 1000;

    /** Calls that a server has answered before: it is no process of the last second. */
    private static final int EARLIER = 3000;

    private static final Duration FLOOR = Duration.ofSeconds(2);
    private static final Duration STEADY = Duration.ofSeconds(16);
    private static final Caller ALICE =
            new Caller("alice", EnumSet.allOf(Scope.class), Optional.empty());

    private final FarCluster cluster;
    private final Toolbox tools;
    private boolean kept = true;

    private WatchBench(FarCluster cluster, FarBackend backend) {
        this.cluster = cluster;
        Backends all = new Backends(List.of(backend));
        Access access = new Access(Toolset.usual(), false, all);
        tools = Toolboxes.over(all, access, new Watcher(), Clock.systemUTC());
    }

    public static void main(String[] arguments) throws Exception {
        boolean kept = true;
        for (boolean same : new boolean[] {true, false}) {
            try (FarCluster cluster = new FarCluster();
                    FarBackend backend = new FarBackend(cluster.url(), FLOOR)) {
                kept &= new WatchBench(cluster, backend).run(same);
            }
        }
        System.exit(kept ? 0 : 1);
    }

    private boolean run(boolean same) throws Exception {
        IntFunction<String> job = i -> same ? "1" : String.valueOf(i + 1);
        System.out.printf(
                "%d callers of wait_for_job, %s, interval %d s%n",
                CALLERS, same ? "all for one job" : "each for a job of its own", FLOOR.toSeconds());
        cluster.put("0", JobState.FINISHED);
        IntStream.range(0, EARLIER).forEach(_ -> wait("0"));
        IntStream.range(0, CALLERS).forEach(i -> cluster.put(job.apply(i), JobState.RUNNING));
        long before = heap();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            long start = System.nanoTime();
            List<Future<Long>> told = new ArrayList<>();
            IntStream.range(0, CALLERS)
                    .forEach(i -> told.add(callers.submit(() -> wait(job.apply(i)))));
            long steady = untilSteady(start);
            Thread.sleep(STEADY);
            requests(start, steady);
            say("heap added", (heap() - before) / 1048576.0, "MB", 64);
            untilAsked();
            long finish = System.nanoTime();
            cluster.finishAll();
            long last = finish;
            for (Future<Long> one : told) {
                last = Math.max(last, one.get());
            }
            say(
                    "finished until the last is told",
                    (last - finish) / 1e6,
                    "ms",
                    FLOOR.toMillis() + 250.0);
        }
        return kept;
    }

    /** When the caller was told, once its job has finished. */
    private long wait(String id) {
        Map<String, Object> arguments = Map.of("job_ids", List.of(id), "timeout_seconds", 100);
        Answer answer = tools.call(ALICE, "wait_for_job", arguments, Client.SILENT);
        if (answer.failed() || !answer.text().contains("reached: true")) {
            throw new IllegalStateException(answer.text());
        }
        return System.nanoTime();
    }

    /** Until the first whole interval lies between two requests; answers its end. */
    private long untilSteady(long start) throws InterruptedException {
        while (true) {
            Thread.sleep(20);
            List<Long> asked = cluster.asked().stream().filter(at -> at >= start).toList();
            int n = asked.size();
            if (n > 2 && asked.get(n - 1) - asked.get(n - 2) >= FLOOR.toNanos() * 99 / 100) {
                return asked.getLast();
            }
        }
    }

    /** Until just after a look, when it takes longest to the next. */
    private void untilAsked() throws InterruptedException {
        int asked = cluster.asked().size();
        while (cluster.asked().size() == asked) {
            Thread.sleep(1);
        }
        Thread.sleep(20);
    }

    private void requests(long start, long steady) {
        long now = System.nanoTime();
        List<Long> asked = cluster.asked();
        long first = asked.stream().filter(at -> at >= start && at <= steady).count();
        System.out.printf("  looks at first: %d in %.1f s%n", first, (steady - start) / 1e9);
        List<Long> later = asked.stream().filter(at -> at > steady).toList();
        double intervals = (now - steady) / (double) FLOOR.toNanos();
        say("requests an interval, after that", later.size() / intervals, "", 1);
    }

    private void say(String what, double value, String unit, double most) {
        boolean good = value <= most;
        kept &= good;
        System.out.printf(
                "  %s: %.2f %s (promised: at most %.0f)%s%n",
                what, value, unit, most, good ? "" : " BROKEN");
    }

    private static long heap() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(100);
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
