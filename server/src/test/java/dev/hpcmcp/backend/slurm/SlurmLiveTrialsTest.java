package dev.hpcmcp.backend.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.model.Cluster;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.port.Backends.Served;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.Patience;
import dev.hpcmcp.watch.Wait;
import dev.hpcmcp.watch.Watcher;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Strangers, crowds and a controller that goes away, on a real Slurm. */
@Tag("live")
@EnabledIfEnvironmentVariable(named = LiveSlurm.URL, matches = ".+")
final class SlurmLiveTrialsTest {
    private static final LiveSlurm LIVE = new LiveSlurm();
    private static final JobRequest HELLO = JobRequest.ofScript("#!/bin/sh\necho hello\n");
    private static final JobRequest LASTING = JobRequest.ofScript("#!/bin/sh\nexec sleep 600\n");

    /** Owns no job, ever. */
    private static final Caller OTHER = Callers.of(LiveSlurm.nextUser());

    private final SlurmFilesBackend backend = LIVE.withKey();
    private final Caller me = Callers.of(LiveSlurm.nextUser());

    @AfterEach
    void endJobs() {
        LiveSlurm.endJobs(backend, me);
    }

    @AfterAll
    static void close() {
        LIVE.rest.close();
    }

    private JobId submit(JobRequest request) {
        return backend.submit(me, request).job().jobId();
    }

    private Job find(JobId id) {
        return backend.find(me, List.of(id)).jobs().getFirst();
    }

    @Test
    void slurmItselfKeepsPeopleApart() {
        JobId id = submit(LASTING);
        SlurmApi api = LIVE.api();
        Credentials.Pass pass = LiveSlurm.pass(OTHER);
        SlurmId parsed = SlurmId.parse(id).orElseThrow();
        assertThat(LiveSlurm.failure(() -> api.delete(pass, parsed, Optional.empty())))
                .isInstanceOf(Failure.NotAllowed.class);
        assertThat(LiveSlurm.failure(() -> api.update(pass, parsed, Map.of("hold", true))))
                .isInstanceOf(Failure.NotAllowed.class);
        assertThat(find(id).finished()).isFalse();
    }

    @Test
    void anExpiredOrForeignTokenAsksToSignIn() {
        String user = me.subject();
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        SlurmBackend expired = LIVE.withToken(user, LiveSlurm.keyBytes(), yesterday);
        SlurmBackend foreign = LIVE.withToken(user, new byte[] {1, 2, 3}, Instant.now());
        for (SlurmBackend refused : List.of(expired, foreign)) {
            assertThat(LiveSlurm.failure(() -> refused.list(me, JobQuery.all(10))))
                    .isInstanceOf(Failure.SignInNeeded.class);
            assertThat(LiveSlurm.failure(() -> refused.submit(me, HELLO)))
                    .isInstanceOf(Failure.SignInNeeded.class);
            assertThat(refused.health(me).status()).isEqualTo(Cluster.Status.DOWN);
        }
    }

    @Test
    void neverActsForAdministratorsOrStrangers() {
        for (String name : List.of("root", "slurm", "nosuchuser", "../x", "daemon\"")) {
            assertThat(LiveSlurm.failure(() -> backend.submit(Callers.of(name), HELLO)))
                    .as(name)
                    .isInstanceOf(Failure.NotAllowed.class);
        }
    }

    @Test
    void twoHundredJobsByTwoPeopleAtOnceAreNeitherLostNorDoubledNorMixedUp() throws Exception {
        List<Caller> people = List.of(me, Callers.of(LiveSlurm.nextUser()));
        Map<Caller, Set<JobId>> sent = new ConcurrentHashMap<>();
        people.forEach(who -> sent.put(who, ConcurrentHashMap.newKeySet()));
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                Caller who = people.get(i % 2);
                all.add(
                        threads.submit(() ->
                                sent.getOrDefault(who, Set.of())
                                        .add(backend.submit(who, HELLO).job().jobId())));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        long accepted = System.nanoTime();
        for (Caller who : people) {
            Set<JobId> mine = sent.getOrDefault(who, Set.of());
            assertThat(mine).hasSize(100);
            List<Job> jobs =
                    Patience.until(
                            "all to finish",
                            () -> backend.list(who, JobQuery.all(300)).items(),
                            seen -> seen.stream().filter(Job::finished).count() == 100);
            assertThat(jobs).extracting(Job::jobId).containsExactlyInAnyOrderElementsOf(mine);
            assertThat(jobs).allMatch(job -> job.outcome().equals(Optional.of(Outcome.SUCCEEDED)));
            assertThat(jobs).allMatch(job -> job.owner().equals(Optional.of(who.subject())));
        }
        System.out.printf(
                "200 jobs by two users: accepted in %d ms, done after %d ms%n",
                (accepted - start) / 1_000_000, (System.nanoTime() - start) / 1_000_000);
    }

    @Test
    void aRestartOfTheControllerIsNotReportedAsAFailure() throws Exception {
        JobId id = submit(JobRequest.ofScript("#!/bin/sh\nsleep 8\necho survived\n"));
        Patience.until("running", () -> find(id).state() == JobState.RUNNING);
        List<Job> seen = Collections.synchronizedList(new ArrayList<>());
        try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<JobsFound> watched =
                    thread.submit(() ->
                            new Watcher()
                                    .await(
                                            new Served<>(backend.id(), backend),
                                            me,
                                            new Wait(
                                                    List.of(id),
                                                    found ->
                                                            found.jobs().stream()
                                                                    .allMatch(Job::finished),
                                                    Duration.ofSeconds(90),
                                                    look -> seen.addAll(look.jobs()))));
            Patience.until("a first look", () -> !seen.isEmpty());
            LiveSlurm.controller("stop");
            assertThat(LiveSlurm.failure(() -> find(id))).isInstanceOf(Failure.Unreachable.class);
            assertThat(LiveSlurm.failure(() -> submit(HELLO)))
                    .isInstanceOfAny(Failure.Unreachable.class, Failure.OutcomeUnknown.class);
            LiveSlurm.controller("start");
            assertThat(watched.get().jobs().getFirst().outcome()).contains(Outcome.SUCCEEDED);
        }
        assertThat(seen).anyMatch(Job::stale);
        assertThat(seen)
                .allMatch(job -> job.outcome().orElse(Outcome.SUCCEEDED) == Outcome.SUCCEEDED);
    }
}
