package dev.hpcmcp.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hpcmcp.guard.Trace.Kind;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.port.Badge;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.MovingClock;
import dev.hpcmcp.port.Passage;
import dev.hpcmcp.spec.CancelJob;
import dev.hpcmcp.spec.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuditTest {
    private final MovingClock clock = new MovingClock();
    private final RecordingTrail trail = new RecordingTrail();

    private Audit audit(boolean reads, boolean required) {
        return new Audit(trail, reads, required, clock);
    }

    private static Visit cancel(Map<String, Object> arguments) {
        return Visits.cancel(Visits.withToken("alice", "t1"), arguments, Person.ABSENT);
    }

    @Test
    void aChangeIsKeptBeforeAnythingIsDone() throws Exception {
        List<Integer> before = new ArrayList<>();
        audit(true, false)
                .pass(
                        cancel(Visits.TWELVE),
                        () -> {
                            before.add(trail.kept.size());
                            return "done";
                        });
        assertThat(before).containsExactly(1);
        Trace begun = trail.all.getFirst();
        Trace over = trail.all.getLast();
        assertThat(begun.kind()).isEqualTo(Kind.BEGIN);
        assertThat(begun.outcome()).isEmpty();
        assertThat(over.kind()).isEqualTo(Kind.END);
        assertThat(over.id()).isEqualTo(begun.id());
        assertThat(over.outcome()).contains("ok");
        assertThat(over.decision()).contains("allowed");
        assertThat(over.token()).contains("t1");
        assertThat(over.client()).contains("agent 1.0");
        assertThat(over.tool()).isEqualTo("cancel_job");
        assertThat(over.cluster()).contains("here");
        assertThat(over.jobs()).hasSize(12).contains("1", "12");
        assertThat(over.latencyMs()).isPresent();
    }

    @Test
    void aReadIsOneRecordAndOnlyWhereThatIsWanted() throws Exception {
        audit(false, false).pass(Visits.read(Callers.ALICE), () -> "done");
        assertThat(trail.all).isEmpty();
        audit(true, false).pass(Visits.read(Callers.ALICE), () -> "done");
        assertThat(trail.all).singleElement().extracting(Trace::kind).isEqualTo(Kind.READ);
        assertThat(trail.kept).isEmpty();
    }

    @Test
    void theJobsThatAChangeMetAreNamedEvenIfTheCallDidNot() throws Exception {
        Job job =
                Job.of("here", new JobId("77"), JobState.QUEUED, "PENDING", clock.instant())
                        .build();
        audit(true, false)
                .pass(
                        cancel(Map.of()),
                        () ->
                                new CancelJob.Output(
                                        List.of(
                                                new CancelJob.Entry(
                                                        job.jobId(),
                                                        CancelJob.Result.CANCELLED,
                                                        Optional.empty(),
                                                        Optional.of(job))),
                                        Map.of(),
                                        Optional.empty()));
        assertThat(trail.all.getLast().jobs()).containsExactly("77");
    }

    @Test
    void whatFailedOrWasRefusedIsRecordedAsThat() {
        Failure failure = new Failure.OutcomeUnknown("here", "cancelling");
        HpcException thrown =
                catchThrowableOfType(
                        HpcException.class,
                        () ->
                                audit(true, false)
                                        .pass(
                                                cancel(Map.of()),
                                                () -> {
                                                    throw new HpcException(failure);
                                                }));
        assertThat(thrown.failure()).isEqualTo(failure);
        assertThat(trail.all.getLast().outcome()).contains("outcome_unknown");
        assertThat(trail.all.getLast().decision()).contains("allowed");

        Failure refused = new Failure.NotAllowed("no", Optional.empty());
        assertThatCode(() ->
                        audit(true, false)
                                .pass(
                                        cancel(Map.of()),
                                        () -> {
                                            throw new HpcException(refused);
                                        }))
                .isInstanceOf(HpcException.class);
        assertThat(trail.all.getLast().decision()).contains("refused");
    }

    @Test
    void whatAPersonSaidIsTheDecision() throws Exception {
        Approvals approvals = new Approvals(Approvals.usual(true), new FakePreviews(), clock);
        Guard both = Guard.inOrder(List.of(audit(true, false), approvals));
        Visit visit =
                Visits.cancel(
                        Callers.ALICE, Visits.TWELVE, FakePerson.saying(Person.Consent.GIVEN));
        both.pass(
                visit,
                () -> {
                    both.permit(visit, Deed.jobs(12, "end 12 jobs"));
                    return "done";
                });
        assertThat(trail.all.getLast().decision()).contains("asked: yes");
    }

    @Test
    void whereItIsRequiredNothingIsChangedWithoutARecord() {
        trail.broken = true;
        List<String> done = new ArrayList<>();
        HpcException thrown =
                catchThrowableOfType(
                        HpcException.class,
                        () -> audit(true, true).pass(cancel(Map.of()), () -> done.add("changed")));
        assertThat(thrown.failure())
                .isInstanceOfSatisfying(
                        Failure.Conflict.class,
                        no ->
                                assertThat(no.problem())
                                        .contains(
                                                "audit cannot be written",
                                                "the disk is full",
                                                "Nothing was done"));
        assertThat(done).isEmpty();
        assertThatCode(() -> audit(true, true).pass(Visits.read(Callers.ALICE), () -> "read"))
                .doesNotThrowAnyException();
    }

    @Test
    void whereItIsNotRequiredWorkGoesOn() throws Exception {
        trail.broken = true;
        assertThat(audit(true, false).pass(cancel(Map.of()), () -> "done")).isEqualTo("done");
    }

    @Test
    void namesThatProgramsGiveThemselvesForgeNoRecord() throws Exception {
        Visit visit =
                new Visit(
                        Callers.ALICE,
                        CancelJob.SPEC,
                        Map.of("job_ids", List.of("1\r\nX-Evil: 1", "\u001b[31mred\u202e")),
                        Person.ABSENT,
                        "evil\r\n{\"kind\":\"read\"}\u0000\u001b[2J token=hpcmcp_0123456789012345678901234567890123456789012");
        audit(true, false).pass(visit, () -> "done");
        String line = Json.MAPPER.writeValueAsString(trail.all.getLast());
        assertThat(line)
                .doesNotContain("\\r", "\\n", "\\u0000", "\\u001", "\u202e", "hpcmcp_0123")
                .contains("[secret]");
    }

    @Test
    void theIdsUnderWhichClustersAnsweredAreInTheRecordOfTheEnd() throws Exception {
        Caller alice = Callers.ALICE.with(Badge.NONE.calling("call-7", "agent"));
        Passage passage = alice.badge().call().orElseThrow();
        passage.answered("before-it-began");
        audit(true, false)
                .pass(
                        Visits.cancel(alice, Map.of(), Person.ABSENT),
                        () -> {
                            passage.answered("theirs");
                            return "done";
                        });
        assertThat(trail.all)
                .extracting(Trace::answers)
                .containsExactly(List.of(), List.of("before-it-began", "theirs"));
        assertThat(trail.all).extracting(Trace::id).containsOnly("call-7");
    }

    @Test
    void aReadAndAFailureNameThemToo() {
        Caller alice = Callers.ALICE.with(Badge.NONE.calling("call-7", "agent"));
        assertThatCode(() ->
                        audit(true, false)
                                .pass(
                                        Visits.read(alice),
                                        () -> {
                                            alice.badge().call().orElseThrow().answered("theirs");
                                            throw new HpcException(
                                                    new Failure.Unreachable("here", "gone"));
                                        }))
                .isInstanceOf(HpcException.class);
        assertThat(trail.all)
                .singleElement()
                .extracting(Trace::answers)
                .isEqualTo(List.of("theirs"));
    }

    @Test
    void aRecordWithoutThemDoesNotMentionThem() throws Exception {
        audit(true, false).pass(cancel(Map.of()), () -> "done");
        assertThat(Json.MAPPER.writeValueAsString(trail.all)).doesNotContain("answers");
    }

    @Test
    void idsOfClustersAreCleanedLikeAllThatOthersWrote() throws Exception {
        Caller alice = Callers.ALICE.with(Badge.NONE.calling("call-7", "agent"));
        Passage passage = alice.badge().call().orElseThrow();
        passage.answered("4bf92f3577b34da6a3ce929d0e0e4736");
        passage.answered("0b1c9a52-7f4e-4a3b-9a55-5d1b8f0e6c11");
        passage.answered("hpcmcp_0123456789012345678901234567890123456789012");
        passage.answered("token=hpcmcp_012345678901234567890123456789012345678");
        audit(true, false).pass(Visits.read(alice), () -> "done");
        assertThat(trail.all.getLast().answers())
                .startsWith(
                        "4bf92f3577b34da6a3ce929d0e0e4736", "0b1c9a52-7f4e-4a3b-9a55-5d1b8f0e6c11")
                .contains("[secret]")
                .noneMatch(id -> id.contains("hpcmcp_"));
    }

    @Test
    void argumentsLeaveADigestAndNothingElse() throws Exception {
        Visit visit = cancel(Map.of("environment", Map.of("PASSWORD", "xyzzy-plugh")));
        audit(true, false).pass(visit, () -> "done");
        String line = Json.MAPPER.writeValueAsString(trail.all);
        assertThat(line).doesNotContain("xyzzy", "PASSWORD").contains(Digest.of(visit.arguments()));
    }
}
