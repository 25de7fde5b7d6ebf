package dev.hpcmcp.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hpcmcp.auth.Credential;
import dev.hpcmcp.auth.SignInPlace;
import dev.hpcmcp.auth.SignIns.SignedIn;
import dev.hpcmcp.model.Health;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.FakeBackend;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.port.Marks;
import dev.hpcmcp.port.MovingClock;
import dev.hpcmcp.port.Ports;
import dev.hpcmcp.port.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PersonalBackendTest {
    private static final Credential TOKEN =
            Credential.of(Credential.Kind.TOKEN, Secret.of("planted"));

    private final MovingClock clock = new MovingClock();
    private final List<FakeBackend> made = new ArrayList<>();
    private final Map<String, SignedIn> signedIn = new HashMap<>();
    private final SignInPlace place =
            new SignInPlace(Optional.of(URI.create("https://hpc.example.org/mcp")), true);
    private final Backend lab =
            PersonalBackend.over(this::make, this::of, caller -> place.words("lab", caller), clock);

    private Backend make() {
        made.add(new FakeBackend("lab", clock));
        return made.getLast();
    }

    private SignedIn of(Caller caller) {
        return Optional.ofNullable(signedIn.get(caller.subject()))
                .orElseThrow(() ->
                        new HpcException(new Failure.SignInNeeded("lab", "you are not signed in")));
    }

    private void signIn(Caller caller, String account) {
        signedIn.put(caller.subject(), new SignedIn(TOKEN, account));
    }

    private int jobs(Caller caller) {
        return ((Jobs) lab).list(caller, JobQuery.all(100)).items().size();
    }

    @Test
    void isWhatItIsMadeOf() {
        assertThat(Ports.offeredBy(lab)).isEqualTo(Ports.offeredBy(new FakeBackend("x")));
        assertThat(lab).isInstanceOf(Marks.class);
        assertThat(lab.id()).isEqualTo("lab");
        assertThat(lab).hasToString("personal lab").isEqualTo(lab);
    }

    @Test
    void eachAccountHasABackendOfItsOwn() {
        signIn(Callers.ALICE, "a");
        signIn(Callers.BOB, "b");
        ((Jobs) lab).submit(Callers.ALICE, JobRequest.ofScript("#!/bin/sh\ntrue\n"));
        assertThat(jobs(Callers.ALICE)).isOne();
        assertThat(jobs(Callers.BOB)).isZero();
        assertThat(jobs(Callers.ALICE)).isOne();
        signIn(Callers.ALICE, "another account");
        assertThat(jobs(Callers.ALICE)).isZero();
    }

    @Test
    void anAccountThatIsNewIsNotDroppedByAnotherThatComesJustThen() throws Exception {
        AtomicInteger count = new AtomicInteger();
        Backend crowded =
                PersonalBackend.over(
                        () -> {
                            count.incrementAndGet();
                            return new FakeBackend("lab", clock);
                        },
                        caller -> new SignedIn(TOKEN, caller.subject()),
                        caller -> "",
                        clock);
        int before = count.get();
        int accounts = 4000;
        try (ExecutorService people = Executors.newFixedThreadPool(8)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < accounts; i++) {
                Caller caller = Callers.of("user" + i);
                all.add(
                        people.submit(() -> {
                            ((Jobs) crowded).list(caller, JobQuery.all(1));
                            return ((Jobs) crowded).list(caller, JobQuery.all(1));
                        }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        assertThat(count.get() - before).isEqualTo(accounts);
    }

    @Test
    void whatNobodyUsedForAnHourIsForgotten() {
        signIn(Callers.ALICE, "a");
        signIn(Callers.BOB, "b");
        jobs(Callers.ALICE);
        jobs(Callers.BOB);
        int before = made.size();
        clock.move(Duration.ofMinutes(50));
        jobs(Callers.BOB);
        clock.move(Duration.ofMinutes(20));
        jobs(Callers.BOB);
        assertThat(made).hasSize(before);
        jobs(Callers.ALICE);
        assertThat(made).hasSize(before + 1);
    }

    @Test
    void whoIsNotSignedInReachesNoBackend() {
        assertThatThrownBy(() -> jobs(Callers.ALICE))
                .isInstanceOfSatisfying(
                        HpcException.class,
                        e ->
                                assertThat(e.failure())
                                        .isEqualTo(
                                                new Failure.SignInNeeded(
                                                        "lab", "you are not signed in")));
        assertThat(lab.health(Callers.ALICE)).isEqualTo(Health.down("you are not signed in"));
        assertThat(made).allSatisfy(backend -> assertThat(backend.calls()).isEmpty());
    }

    @Test
    void aCredentialThatTheClusterRefusesIsAskedForAnewAtThePage() {
        signIn(Callers.ALICE, "a");
        jobs(Callers.ALICE);
        made.getLast().failNext(new Failure.SignInNeeded("lab", "set it in the configuration"));
        assertThatThrownBy(() -> jobs(Callers.ALICE))
                .isInstanceOfSatisfying(
                        HpcException.class,
                        e ->
                                assertThat(e.failure())
                                        .isEqualTo(
                                                new Failure.SignInNeeded(
                                                        "lab",
                                                        "It does not take what you signed in with any more:"
                                                                + " sign in again. The person can sign in at"
                                                                + " https://hpc.example.org/connect/lab; then"
                                                                + " make the call again.")));
    }

    @Test
    void otherFailuresAreItsOwn() {
        signIn(Callers.ALICE, "a");
        jobs(Callers.ALICE);
        Failure away = new Failure.Unreachable("lab", "it is away");
        made.getLast().failNext(away);
        assertThatThrownBy(() -> jobs(Callers.ALICE))
                .isInstanceOfSatisfying(
                        HpcException.class, e -> assertThat(e.failure()).isEqualTo(away));
    }

    @Test
    void aSignInThatEndsSoonIsToldBeforeItDoes() {
        Instant end = clock.instant().plus(Duration.ofHours(30));
        Credential ending =
                new Credential(
                        Credential.Kind.TOKEN,
                        Secret.of("planted"),
                        Optional.empty(),
                        Optional.of(end),
                        Optional.empty());
        signedIn.put("alice", new SignedIn(ending, "a"));
        assertThat(lab.health(Callers.ALICE)).isEqualTo(Health.up());
        clock.move(Duration.ofHours(7));
        assertThat(lab.health(Callers.ALICE).message().orElseThrow())
                .startsWith("your sign-in ends in 23 h. ")
                .contains("https://hpc.example.org/connect/lab");
        clock.move(Duration.ofMinutes(22 * 60 + 50));
        assertThat(lab.health(Callers.ALICE).message().orElseThrow())
                .startsWith("your sign-in ends in 10 min. ");
    }
}
