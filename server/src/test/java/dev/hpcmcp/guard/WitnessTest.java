package dev.hpcmcp.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hpcmcp.guard.Act.What;
import dev.hpcmcp.guard.Trace.Kind;
import dev.hpcmcp.port.Badge;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.MovingClock;
import dev.hpcmcp.spec.Catalog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What is recorded of deeds outside calls, and when. */
class WitnessTest {
    private static final Doer ANN = Doer.atCommandLine("ann");

    private final MovingClock clock = new MovingClock();
    private final RecordingTrail trail = new RecordingTrail();
    private final List<Integer> done = new ArrayList<>();

    private Witness witness(boolean reads, boolean required) {
        return new Witness(() -> trail, reads, required, clock);
    }

    private static Act revoking(String id) {
        return new Act(ANN, What.TOKEN_REVOKE, Optional.of(id), Optional.empty(), "of alice");
    }

    private boolean revoke(boolean required, Supplier<Boolean> deed) {
        return witness(true, required).sees(revoking("t1"), deed, Upshot::found);
    }

    /** As many as there were records when it was done. */
    private boolean deed() {
        done.add(trail.kept.size());
        return true;
    }

    @Test
    void aDeedIsKeptBeforeItIsDoneAndNotedAfterwards() {
        assertThat(revoke(true, this::deed)).isTrue();
        assertThat(done).containsExactly(1);
        Trace begun = trail.all.getFirst();
        Trace over = trail.all.getLast();
        assertThat(begun.kind()).isEqualTo(Kind.BEGIN);
        assertThat(begun.outcome()).isEmpty();
        assertThat(begun.decision()).contains("of alice");
        assertThat(over.kind()).isEqualTo(Kind.END);
        assertThat(over.id()).isEqualTo(begun.id());
        assertThat(over.outcome()).contains("ok");
        assertThat(over.latencyMs()).isPresent();
        assertThat(over.caller()).isEqualTo("ann");
        assertThat(over.token()).contains("t1");
        assertThat(over.client()).contains("command line");
        assertThat(over.tool()).isEqualTo("token revoke");
        assertThat(over.cluster()).isEmpty();
        assertThat(over.digest()).isEmpty();
    }

    @Test
    void whatItCameToIsInItsSecondRecord() {
        assertThat(revoke(true, () -> false)).isFalse();
        assertThat(trail.all.getLast().outcome()).contains("not_found");
        witness(true, true)
                .sees(revoking("t1"), () -> 3, three -> Upshot.ok(Optional.of(three + " of them")));
        assertThat(trail.all.getLast().decision()).contains("of alice, 3 of them");
    }

    @Test
    void howItFailedIsRecordedAndGoesOn() {
        assertEnds(new HpcException(new Failure.Unreachable("the vault", "away")), "unreachable");
        assertEnds(new NotKept("away", new IllegalStateException()), "unreachable");
        assertEnds(new IllegalArgumentException("no such form"), "invalid_input");
        assertEnds(new IllegalStateException("ours"), "error");
    }

    private void assertEnds(RuntimeException failure, String code) {
        assertThatThrownBy(() ->
                        revoke(
                                true,
                                () -> {
                                    throw failure;
                                }))
                .isSameAs(failure);
        assertThat(trail.all.getLast().outcome()).contains(code);
    }

    @Test
    void whereItIsRequiredNothingIsDoneUnrecorded() {
        trail.broken = true;
        assertThatThrownBy(() -> revoke(true, this::deed))
                .isInstanceOfSatisfying(
                        HpcException.class,
                        no ->
                                assertThat(no.failure().toString())
                                        .contains("audit cannot be written", "the disk is full"));
        assertThat(done).isEmpty();
    }

    @Test
    void whereItIsNotRequiredItIsDoneAllTheSame() {
        trail.broken = true;
        assertThat(revoke(false, this::deed)).isTrue();
        assertThat(done).hasSize(1);
    }

    @Test
    void whoIsToldToEndDoesNothing() {
        Trail cutShort =
                new Trail() {
                    @Override
                    public void keep(Trace trace) throws InterruptedException {
                        throw new InterruptedException();
                    }

                    @Override
                    public void note(Trace trace) {
                        trail.note(trace);
                    }
                };
        Witness witness = new Witness(() -> cutShort, true, false, clock);
        assertThatThrownBy(() -> witness.sees(revoking("t1"), this::deed, Upshot::found))
                .hasMessageContaining("nothing was done");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(done).isEmpty();
        assertThat(trail.all)
                .singleElement()
                .extracting(Trace::outcome)
                .isEqualTo(Optional.of("cancelled"));
    }

    @Test
    void withoutAnAuditItIsDoneAndNotRecorded() {
        assertThat(Witness.NONE.sees(revoking("t1"), this::deed, Upshot::found)).isTrue();
        assertThat(done).hasSize(1);
    }

    @Test
    void whatChangesNothingIsRecordedWhereReadsAre() {
        Doer alice =
                Doer.inBrowser(
                        Callers.ALICE.with(
                                new Badge(Optional.of("t7"), Optional.empty(), Set.of())));
        Act signIn = Act.at("lab", alice, What.SIGN_IN, "to connect clusters");
        witness(false, true).notes(signIn);
        assertThat(trail.all).isEmpty();
        witness(true, true).notes(signIn);
        Trace trace = trail.all.getFirst();
        assertThat(trace.kind()).isEqualTo(Kind.READ);
        assertThat(trace.caller()).isEqualTo(Callers.ALICE.subject());
        assertThat(trace.token()).contains("t7");
        assertThat(trace.client()).contains("browser");
        assertThat(trace.cluster()).contains("lab");
    }

    @Test
    void whatPeopleWriteForgesNoRecordAndLeavesNoSecret() {
        String token = "hpcmcp_abcdefghij_" + "A".repeat(43);
        Doer evil = Doer.atCommandLine("ann\r\n{\"kind\":\"read\"}\u0000\u202e");
        Act act =
                new Act(
                        evil,
                        What.STOP,
                        Optional.of(token),
                        Optional.of("lab\n" + token),
                        "because of\u001b[2J password=hunter2-hunter2 and\n" + token);
        witness(true, true).refused(act, new Failure.InvalidInput("x", "y", Optional.empty()));
        Trace trace = trail.all.getFirst();
        assertThat(trace.toString())
                .doesNotContain("\r", "\n", "\u0000", "\u001b", "\u202e")
                .doesNotContain("hunter2-hunter2", "AAAA")
                .contains("[secret]", "invalid_input");
    }

    @Test
    void noDeedIsCalledLikeATool() {
        assertThat(Catalog.TOOLS)
                .extracting(tool -> tool.name())
                .doesNotContainAnyElementsOf(Arrays.stream(What.values()).map(What::text).toList());
        assertThat(What.values()).extracting(What::text).doesNotHaveDuplicates();
    }
}
