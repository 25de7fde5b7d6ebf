package dev.hpcmcp.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hpcmcp.guard.Deed.Stake;
import dev.hpcmcp.guard.Person.Consent;
import dev.hpcmcp.guard.Rule.How;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.MovingClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ApprovalsTest {
    private static final Deed TWELVE = Deed.jobs(12, "end 12 jobs on here (1, 2 and 10 more)");

    private final MovingClock clock = new MovingClock();
    private final Previews previews = new FakePreviews();
    private final Approvals near = new Approvals(Approvals.usual(false), previews, clock);
    private final Approvals far = new Approvals(Approvals.usual(true), previews, clock);

    private static Failure failure(Approvals approvals, Visit visit, Deed deed) {
        HpcException thrown =
                catchThrowableOfType(HpcException.class, () -> approvals.permit(visit, deed));
        assertThat(thrown).as("it should not be permitted").isNotNull();
        return thrown.failure();
    }

    private static void passes(Approvals approvals, Visit visit, Deed deed) {
        assertThatCode(() -> approvals.permit(visit, deed)).doesNotThrowAnyException();
    }

    private static Visit alice(Map<String, Object> arguments) {
        return Visits.cancel(Callers.ALICE, arguments, Person.ABSENT);
    }

    @Test
    void asksThePersonWhatExactlyWillHappenAndTakesAYes() {
        FakePerson person = FakePerson.saying(Consent.GIVEN);
        Visit visit = Visits.cancel(Callers.ALICE, Visits.TWELVE, person);
        passes(far, visit, TWELVE.with("1 \"train\" running of alice."));
        assertThat(person.questions)
                .singleElement()
                .asString()
                .contains("agent 1.0", "for alice", "end 12 jobs on here", "\"train\" running");
        assertThat(visit.notes().all()).containsExactly("asked: yes");
    }

    @Test
    void aYesIsForOneCallOnly() {
        FakePerson person = FakePerson.saying(Consent.GIVEN);
        passes(far, Visits.cancel(Callers.ALICE, Visits.TWELVE, person), TWELVE);
        passes(far, Visits.cancel(Callers.ALICE, Visits.TWELVE, person), TWELVE);
        assertThat(person.questions).hasSize(2);
    }

    @Test
    void aNoIsToldAsOne() {
        Visit visit =
                Visits.cancel(Callers.ALICE, Visits.TWELVE, FakePerson.saying(Consent.REFUSED));
        assertThat(failure(near, visit, TWELVE))
                .isInstanceOfSatisfying(
                        Failure.NotAllowed.class,
                        no -> assertThat(no.what()).contains("said no", "Nothing was done"));
        assertThat(visit.notes().all()).containsExactly("asked: no");
    }

    @Test
    void silenceIsNoYes() {
        Visit visit = Visits.cancel(Callers.ALICE, Visits.TWELVE, FakePerson.saying(Consent.NONE));
        assertThat(failure(near, visit, TWELVE)).isInstanceOf(Failure.Conflict.class);
    }

    @Test
    void aYesThatComesTooLateCountsForNothing() {
        FakePerson slow =
                new FakePerson(() -> {
                    clock.move(Approvals.HOLDS.plusSeconds(1));
                    return Consent.GIVEN;
                });
        Visit visit = Visits.cancel(Callers.ALICE, Visits.TWELVE, slow);
        assertThat(failure(near, visit, TWELVE)).isInstanceOf(Failure.Conflict.class);
        assertThat(visit.notes().all()).containsExactly("asked: too late");
    }

    @Test
    void refusesFromAfarWhereNobodyCanBeAskedAndNamesTheRule() {
        Visit visit = alice(Visits.TWELVE);
        for (int tries = 0; tries < 3; tries++) {
            assertThat(failure(far, visit, TWELVE))
                    .isInstanceOfSatisfying(
                            Failure.NotAllowed.class,
                            no ->
                                    assertThat(no.what())
                                            .contains(
                                                    "would end 12 jobs",
                                                    "cannot ask them",
                                                    "approvals.many-jobs"));
        }
    }

    @Test
    void aRuleMayRefuseEvenThoughThePersonCouldBeAsked() {
        Approvals strict =
                new Approvals(
                        Map.of(Stake.ADMIN, new Rule(0, How.REFUSE, How.REFUSE)), previews, clock);
        FakePerson person = FakePerson.saying(Consent.GIVEN);
        Visit visit = Visits.cancel(Callers.ALICE, Map.of(), person);
        assertThat(failure(strict, visit, Deed.admin("drain the node n01")).toString())
                .contains("configuration refuses", "approvals.admin");
        assertThat(person.questions).isEmpty();
    }

    @Test
    void upToTheThresholdNobodyIsAsked() {
        FakePerson person = FakePerson.saying(Consent.REFUSED);
        passes(far, Visits.cancel(Callers.ALICE, Map.of(), person), Deed.jobs(10, "end 10 jobs"));
        assertThat(person.questions).isEmpty();
    }

    @Test
    void whatNoRuleSpeaksOfIsAskedAbout() {
        Approvals empty = new Approvals(Map.of(), previews, clock);
        assertThat(failure(empty, alice(Map.of()), Deed.overwrite("write over a file")))
                .isInstanceOf(Failure.NotAllowed.class);
    }

    @Test
    void aRuleThatIsOffAsksNobody() {
        Approvals lax =
                new Approvals(
                        Map.of(Stake.ADMIN, new Rule(0, How.OFF, How.REFUSE)), previews, clock);
        passes(lax, alice(Map.of()), Deed.admin("drain the node n01"));
    }

    @Test
    void theStrictestOfSeveralRulesDecides() {
        Deed deed = Deed.jobs(3, "end 3 jobs").and(Stake.OTHERS_JOBS, 1);
        assertThat(failure(far, alice(Map.of()), deed).toString())
                .contains("approvals.others-jobs")
                .doesNotContain("many-jobs");
    }

    @Test
    void nearbyTheFirstCallIsShownAndTheSameCallPassesOnce() {
        assertThat(failure(near, alice(Visits.TWELVE), TWELVE))
                .isInstanceOfSatisfying(
                        Failure.Conflict.class,
                        shown ->
                                assertThat(shown.problem())
                                        .contains(
                                                "would end 12 jobs",
                                                "Nothing was done yet",
                                                "show it to the person",
                                                "once"));
        passes(near, alice(Visits.TWELVE), TWELVE);
        assertThat(failure(near, alice(Visits.TWELVE), TWELVE))
                .isInstanceOf(Failure.Conflict.class);
    }

    @Test
    void aDryRunIsAPreviewOfTheSameCallWithoutIt() {
        Map<String, Object> dry = new HashMap<>(Visits.TWELVE);
        dry.put("dry_run", true);
        passes(near, alice(dry), TWELVE.planned(Map.of("job_ids", List.of("other"))));
        passes(near, alice(Visits.TWELVE), TWELVE);
    }

    @Test
    void whatAFilterMatchedMayBeEndedByTheCallItNames() {
        Visit filter = alice(Map.of("filter", Map.of("name_contains", "x")));
        passes(near, filter, TWELVE.planned(Visits.TWELVE));
        passes(near, alice(Visits.TWELVE), TWELVE);
    }

    @Test
    void aPreviewFromAfarOpensNothingThatARuleRefuses() {
        passes(far, alice(Map.of("dry_run", true)), TWELVE.planned(Visits.TWELVE));
        assertThat(failure(far, alice(Visits.TWELVE), TWELVE))
                .isInstanceOf(Failure.NotAllowed.class);
    }

    @Test
    void aPreviewExpires() {
        failure(near, alice(Visits.TWELVE), TWELVE);
        clock.move(Approvals.HOLDS.plus(Duration.ofMillis(1)));
        assertThat(failure(near, alice(Visits.TWELVE), TWELVE))
                .isInstanceOf(Failure.Conflict.class);
    }

    @Test
    void nobodyUsesAnothersPreviewNorOneOfAnotherTokenOrTool() {
        Visit mine = Visits.cancel(Visits.withToken("alice", "t1"), Visits.TWELVE, Person.ABSENT);
        List<Visit> others =
                List.of(
                        Visits.cancel(Visits.withToken("bob", "t1"), Visits.TWELVE, Person.ABSENT),
                        Visits.cancel(
                                Visits.withToken("alice", "t2"), Visits.TWELVE, Person.ABSENT),
                        Visits.control(
                                Visits.withToken("alice", "t1"), Visits.TWELVE, Person.ABSENT));
        for (Visit other : others) {
            failure(near, mine, TWELVE);
            assertThat(failure(near, other, TWELVE)).isInstanceOf(Failure.Conflict.class);
            passes(near, mine, TWELVE);
            passes(near, other, TWELVE);
        }
    }

    @Test
    void aDeedThatGrewSinceItWasShownIsShownAgain() {
        failure(near, alice(Visits.TWELVE), TWELVE);
        Deed grown = TWELVE.and(Stake.OTHERS_JOBS, 1);
        assertThat(failure(near, alice(Visits.TWELVE), grown)).isInstanceOf(Failure.Conflict.class);
    }

    @Test
    void noAlterationOfTheArgumentsPasses() {
        Random random = new Random(20_260_301);
        for (int i = 0; i < 500; i++) {
            Map<String, Object> shown = RandomJson.object(random);
            Map<String, Object> altered = RandomJson.altered(shown, random);
            failure(near, alice(shown), TWELVE);
            assertThat(failure(near, alice(altered), TWELVE))
                    .as("%s after %s", altered, shown)
                    .isInstanceOf(Failure.Conflict.class);
            passes(near, alice(RandomJson.shuffled(shown, random)), TWELVE);
            passes(near, alice(altered), TWELVE);
        }
    }
}
