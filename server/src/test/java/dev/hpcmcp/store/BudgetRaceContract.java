package dev.hpcmcp.store;

import static dev.hpcmcp.guard.policy.Rules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.guard.policy.Quota;
import dev.hpcmcp.guard.policy.Rules;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Capacity;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Jobs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Many at the same time, on two servers over one database, never get more than there is. */
abstract class BudgetRaceContract extends PolicyRig {
    private static final int THREADS = 32;

    private final Map<JobId, Integer> sizes = new HashMap<>();

    /** How many were let through; who was not was told why. */
    private int passed(Rules rules, IntFunction<JobRequest> requests) throws Exception {
        policy(rules);
        List<Jobs> servers = List.of(new Server().port(Jobs.class), new Server().port(Jobs.class));
        CountDownLatch go = new CountDownLatch(1);
        int passed = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Jobs server = servers.get(i % 2);
                JobRequest request = requests.apply(i);
                all.add(
                        threads.submit(() -> {
                            go.await();
                            return tried(server, request);
                        }));
            }
            go.countDown();
            for (Future<Boolean> each : all) {
                passed += each.get() ? 1 : 0;
            }
        }
        return passed;
    }

    private static boolean tried(Jobs server, JobRequest request) {
        try {
            submit(server, request);
            return true;
        } catch (HpcException e) {
            assertThat(e.failure()).isInstanceOf(Failure.OverBudget.class);
            return false;
        }
    }

    @Test
    void neverMoreJobsLiveThanThereMayBe() throws Exception {
        assertThat(passed(rule().liveJobs(7), _ -> HELLO)).isEqualTo(7);
        assertThat(jobs()).isEqualTo(7);
    }

    @Test
    void neverMoreHoursAreTakenThanThereAre() throws Exception {
        Rules rules = rule().hours(Quota.CORE_HOURS, 10, WEEK);
        assertThat(passed(rules, _ -> sized(3, Duration.ofHours(1)))).isEqualTo(3);
        assertThat(jobs()).isEqualTo(3);
    }

    @Test
    void neverMoreSubmitsThanAnHourHas() throws Exception {
        assertThat(passed(rule().submits(5), _ -> HELLO)).isEqualTo(5);
        assertThat(jobs()).isEqualTo(5);
    }

    @Test
    void triesOfOneRequestCountOnceWhoeverMakesThem() throws Exception {
        Rules rules = rule().liveJobs(2).submits(2).hours(Quota.CORE_HOURS, 2, WEEK);
        assertThat(passed(rules, i -> sized(1, Duration.ofHours(1), "r" + i % 2)))
                .isEqualTo(THREADS);
        assertThat(jobs()).isEqualTo(2);
        var left =
                new Server()
                        .port(Capacity.class)
                        .describe(Callers.ALICE)
                        .limitsLeft()
                        .orElseThrow();
        assertThat(left.liveJobs()).contains(0L);
        assertThat(left.coreHours()).contains(0.0);
    }

    /** Whatever happens in whatever order, what lives and what was taken stays within. */
    @Test
    void aRandomLifeStaysWithinItsBounds() {
        long seed = 20260301;
        Random random = new Random(seed);
        policy(rule().liveJobs(6).hours(Quota.CORE_HOURS, 40, WEEK));
        List<Server> servers = List.of(new Server(), new Server());
        double spent = 0;
        for (int step = 0; step < 150; step++) {
            Server server = servers.get(random.nextInt(2));
            switch (random.nextInt(5)) {
                case 0, 1 -> submitOrBeRefused(server, random);
                case 2 -> spent += endOne(random);
                case 3 -> refuseNext(server, random);
                default -> look(server);
            }
            List<Job> live =
                    fake.list(Callers.ALICE, JobQuery.all(1_000)).items().stream()
                            .filter(job -> !job.finished())
                            .toList();
            assertThat(live.size()).as("step %d of seed %d", step, seed).isLessThanOrEqualTo(6);
            assertThat(spent).as("step %d of seed %d", step, seed).isLessThanOrEqualTo(40);
        }
        assertThat(spent).isGreaterThan(10);
    }

    private void refuseNext(Server server, Random random) {
        fake.failNext(new Failure.Conflict("full"));
        submitOrBeRefused(server, random);
        // If the policy refused it already, the cluster still has to say its word.
        look(server);
        look(server);
    }

    private void submitOrBeRefused(Server server, Random random) {
        int cores = 1 + random.nextInt(4);
        try {
            JobRequest request = sized(cores, Duration.ofMinutes(30 + random.nextInt(90)));
            sizes.put(id(server.port(Jobs.class), request), cores);
        } catch (HpcException refused) {
            assertThat(refused.failure())
                    .isInstanceOfAny(Failure.OverBudget.class, Failure.Conflict.class);
        }
    }

    /** One ends after a part of its time. Core hours that it took. */
    private double endOne(Random random) {
        List<Job> live =
                fake.list(Callers.ALICE, JobQuery.all(1_000)).items().stream()
                        .filter(job -> !job.finished())
                        .toList();
        if (live.isEmpty()) {
            return 0;
        }
        JobId id = live.get(random.nextInt(live.size())).jobId();
        Duration ran = Duration.ofMinutes(10 + random.nextInt(20));
        clock.move(ran);
        fake.put(
                fake.job(id)
                        .change()
                        .state(JobState.FINISHED, "DONE")
                        .outcome(Outcome.SUCCEEDED)
                        .endedAt(clock.instant())
                        .elapsedSeconds(ran.toSeconds())
                        .build());
        return sizes.getOrDefault(id, 0) * ran.toMinutes() / 60.0;
    }

    private static void look(Server server) {
        try {
            server.port(Jobs.class).list(Callers.ALICE, JobQuery.all(10));
        } catch (HpcException refused) {
            assertThat(refused.failure()).isInstanceOf(Failure.Conflict.class);
        }
    }
}
