package dev.hpcmcp.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.guard.policy.Policing;
import dev.hpcmcp.guard.policy.Policy;
import dev.hpcmcp.guard.policy.Rule;
import dev.hpcmcp.guard.policy.Rules;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.LimitsLeft;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Capacity;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.FakeBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;

/** As many servers over one database and two clusters as a test wants, all under one policy. */
abstract class PolicyRig extends LedgerRig {
    static final Duration WEEK = Duration.ofDays(7);

    final FakeBackend other = new FakeBackend("other", clock);
    private final List<Store> stores = new ArrayList<>();
    private Policy policy = Policy.NONE;

    @AfterEach
    final void closeStores() {
        stores.forEach(Store::close);
    }

    final void policy(Rules... rules) {
        List<Rule> made = new ArrayList<>();
        for (Rules rule : rules) {
            made.add(rule.made());
        }
        policy = new Policy(made);
    }

    final Store store() {
        Store store = new Store(settings(), clock, QUICK, Following.NONE);
        stores.add(store);
        return store;
    }

    /** A server, which knows both clusters. */
    final class Server {
        final Store store = store();
        private final Policing policing =
                new Policing(
                        () -> policy,
                        store::purse,
                        id ->
                                List.of(fake, other).stream()
                                        .filter(it -> it.id().equals(id))
                                        .findFirst()
                                        .map(store.ledger()::over),
                        clock);

        Backend cluster(Backend backend) {
            return policing.over(backend, store.ledger().over(backend));
        }

        <P> P port(Class<P> port) {
            return port.cast(cluster(fake));
        }
    }

    /** So many cores for so long. */
    static JobRequest sized(int cores, Duration time) {
        return HELLO.change()
                .cores(cores)
                .gpus(0)
                .nodes(1)
                .wallTimeSeconds(time.toSeconds())
                .build();
    }

    static JobRequest sized(int cores, Duration time, String requestId) {
        return sized(cores, time).change().requestId(Optional.of(requestId)).build();
    }

    static void over(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call,
            Consumer<Failure.OverBudget> check) {
        assertThat(failure(call)).isInstanceOfSatisfying(Failure.OverBudget.class, check);
    }

    static void over(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        over(call, _ -> {});
    }

    final LimitsLeft left(Server server) {
        return server.port(Capacity.class).describe(Callers.ALICE).limitsLeft().orElseThrow();
    }

    /** A job that ran so long has just ended. */
    final Job ended(JobId id, Duration ran) {
        fake.start(id);
        Job job = fake.job(id);
        return fake.put(
                job.change()
                        .state(JobState.FINISHED, "DONE")
                        .outcome(Outcome.SUCCEEDED)
                        .startedAt(clock.instant().minus(ran))
                        .endedAt(clock.instant())
                        .elapsedSeconds(ran.toSeconds())
                        .build());
    }
}
