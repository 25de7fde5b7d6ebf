package dev.hpcmcp.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hpcmcp.files.Exchange;
import dev.hpcmcp.guard.Access;
import dev.hpcmcp.guard.Approvals;
import dev.hpcmcp.guard.Deed;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.FakeBackend;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.spec.Json;
import dev.hpcmcp.spec.ListClusters;
import dev.hpcmcp.spec.Toolset;
import dev.hpcmcp.store.Store;
import dev.hpcmcp.store.StoreSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.type.TypeReference;

/** What an agent and its person see of approvals. */
class ApprovalsToolTest {
    @TempDir private Path folder;
    private final Clock clock = Clock.systemUTC();
    private final FakeBackend fake = new FakeBackend("fake");
    private Store store = store(Path.of("unused"));

    private Store store(Path file) {
        return new Store(new StoreSettings("jdbc:sqlite:" + file, Duration.ofDays(1)), clock);
    }

    @BeforeEach
    void open() {
        store = store(folder.resolve("store.db"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Somebody's program, with a person before it who says always the same, or nobody. */
    private record Asked(Optional<Consent> says, List<String> questions) implements Client {
        static Asked nobody() {
            return new Asked(Optional.empty(), new ArrayList<>());
        }

        static Asked saying(Consent consent) {
            return new Asked(Optional.of(consent), new ArrayList<>());
        }

        @Override
        public String program() {
            return "test 1";
        }

        @Override
        public void report(double done, OptionalDouble total, String message) {}

        @Override
        public boolean canAnswer() {
            return says.isPresent();
        }

        @Override
        public boolean canOpen() {
            return false;
        }

        @Override
        public Consent confirm(String question) {
            questions.add(question);
            return says.orElseThrow();
        }

        @Override
        public Consent invite(URI page, String why) {
            return Consent.NONE;
        }
    }

    private Toolbox tools(boolean http) {
        Backends all = new Backends(List.of(fake));
        return Toolboxes.over(
                all,
                new Access(EnumSet.allOf(Toolset.class), false, all),
                new Approvals(Approvals.usual(http), store.previews(), clock),
                Agent.quickWatcher(),
                clock,
                Requests.NONE,
                Handles.NONE,
                Exchange.closed());
    }

    private static Answer call(
            Toolbox tools, Caller caller, String tool, String arguments, Client client) {
        return tools.call(
                caller, tool, Json.MAPPER.readValue(arguments, new TypeReference<>() {}), client);
    }

    private String twelve(String name) {
        List<JobId> ids = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            JobRequest request = JobRequest.ofScript("#!/bin/sh\n").change().name(name).build();
            ids.add(fake.submit(Callers.ALICE, request).job().jobId());
        }
        return "{\"job_ids\":%s}".formatted(Json.MAPPER.writeValueAsString(ids));
    }

    private int cancels() {
        return fake.calls("cancel").size();
    }

    @Test
    void endingManyJobsAsksThePersonAndNamesThem() {
        Asked person = Asked.saying(Asked.Consent.GIVEN);
        String arguments = twelve("train");
        Answer answer = call(tools(true), Callers.ALICE, "cancel_job", arguments, person);
        assertThat(answer.failed()).as(answer.text()).isFalse();
        assertThat(cancels()).isEqualTo(12);
        assertThat(person.questions())
                .singleElement()
                .asString()
                .contains("end 12 jobs on fake", "\"train\" queued");
    }

    @Test
    void aNoLeavesThemAlone() {
        Asked person = Asked.saying(Asked.Consent.REFUSED);
        Answer answer = call(tools(true), Callers.ALICE, "cancel_job", twelve("x"), person);
        assertThat(answer.failed()).isTrue();
        assertThat(answer.text()).startsWith("not_allowed: the person said no");
        assertThat(cancels()).isZero();
    }

    @Test
    void fromAfarWithoutAPersonItIsRefusedHoweverOftenItIsTried() {
        String arguments = twelve("x");
        Toolbox tools = tools(true);
        call(
                tools,
                Callers.ALICE,
                "cancel_job",
                arguments.replace("}", ",\"dry_run\":true}"),
                Asked.nobody());
        for (int i = 0; i < 3; i++) {
            Answer answer = call(tools, Callers.ALICE, "cancel_job", arguments, Asked.nobody());
            assertThat(answer.text()).contains("not_allowed", "approvals.many-jobs");
        }
        assertThat(cancels()).isZero();
    }

    @Test
    void nearbyADryRunIsThePreviewOfTheSameCall() {
        String arguments = twelve("x");
        Toolbox tools = tools(false);
        String dry = arguments.replace("}", ",\"dry_run\":true}");
        assertThat(call(tools, Callers.ALICE, "cancel_job", dry, Asked.nobody()).failed())
                .isFalse();
        assertThat(cancels()).isZero();
        assertThat(call(tools, Callers.ALICE, "cancel_job", arguments, Asked.nobody()).failed())
                .isFalse();
        assertThat(cancels()).isEqualTo(12);
    }

    @Test
    void nearbyTheCallThatAFilterNamesPassesOnceAsItStands() {
        twelve("sweep");
        Toolbox tools = tools(false);
        Answer shown =
                call(
                        tools,
                        Callers.ALICE,
                        "cancel_job",
                        "{\"filter\":{\"name_contains\":\"sweep\"}}",
                        Asked.nobody());
        String next = shown.structured().orElseThrow().path("next").asString();
        String arguments = next.substring("cancel_job ".length());
        assertThat(call(tools, Callers.ALICE, "cancel_job", arguments, Asked.nobody()).failed())
                .isFalse();
        assertThat(cancels()).isEqualTo(12);
    }

    @Test
    void aFewJobsOfOnesOwnNeedNobody() {
        JobId id = fake.submit(Callers.ALICE, JobRequest.ofScript("#!/bin/sh\n")).job().jobId();
        Asked person = Asked.saying(Asked.Consent.REFUSED);
        Answer answer =
                call(
                        tools(true),
                        Callers.ALICE,
                        "cancel_job",
                        "{\"job_ids\":[\"%s\"]}".formatted(id),
                        person);
        assertThat(answer.failed()).isFalse();
        assertThat(person.questions()).isEmpty();
    }

    private Job of(String owner) {
        return Job.of("fake", new JobId("7"), JobState.RUNNING, "R", clock.instant())
                .owner(Optional.of(owner))
                .build();
    }

    private static Deed ending(Operated cluster) {
        return new JobDeeds(new Backends(List.of(cluster)))
                .of(Callers.ALICE, "fake", "end", List.of(new JobId("7")));
    }

    @Test
    void aJobOfSomebodyElseIsAskedAbout() {
        Deed deed = ending(new Operated(of("bob")));
        assertThat(deed.stakes()).containsEntry(Deed.Stake.OTHERS_JOBS, 1);
        assertThat(deed.what()).contains("1 of other people");
        assertThat(deed.details().orElseThrow()).contains("of bob");
    }

    @Test
    void anotherNameOnTheClusterMakesNobodyAStranger() {
        Operated cluster = new Operated(of("a1ice"));
        cluster.lists(of("a1ice"));
        assertThat(ending(cluster).stakes()).doesNotContainKey(Deed.Stake.OTHERS_JOBS);
    }

    @Test
    void whoSeesTheJobsOfSeveralPeopleOwnsNotAllOfThem() {
        Operated cluster = new Operated(of("bob"));
        cluster.lists(of("bob"), of("carol"));
        assertThat(ending(cluster).stakes()).containsEntry(Deed.Stake.OTHERS_JOBS, 1);
    }

    @Test
    void jobsThatCannotBeLookedAtMayBeSomebodyElses() {
        fake.failNext(new Failure.Unreachable("fake", "connection refused"));
        Deed deed =
                new JobDeeds(new Backends(List.of(fake)))
                        .of(Callers.ALICE, "fake", "end", List.of(new JobId("7")));
        assertThat(deed.stakes()).containsEntry(Deed.Stake.OTHERS_JOBS, 1);
        assertThat(deed.what()).contains("could not be looked at");
    }

    @Test
    void aPriorityIsShownFirst() {
        JobId id = fake.submit(Callers.ALICE, JobRequest.ofScript("#!/bin/sh\n")).job().jobId();
        String arguments =
                "{\"job_ids\":[\"%s\"],\"action\":\"set_priority\",\"priority\":9}".formatted(id);
        Toolbox tools = tools(true);
        Answer first = call(tools, Callers.ALICE, "control_job", arguments, Asked.nobody());
        assertThat(first.text())
                .contains("would set the priority 9 of 1 job on fake", "passes once");
        assertThat(fake.calls("control")).isEmpty();
        assertThat(call(tools, Callers.BOB, "control_job", arguments, Asked.nobody()).failed())
                .isTrue();
        assertThat(call(tools, Callers.ALICE, "control_job", arguments, Asked.nobody()).failed())
                .isFalse();
        assertThat(fake.calls("control")).hasSize(1);
    }

    @Test
    void writingOverAFileIsShownFirstAndANewOneIsNot() {
        Asked no = Asked.saying(Asked.Consent.REFUSED);
        String plain = "{\"path\":\"/x/notes\",\"text\":\"a\"}";
        String over = "{\"path\":\"/x/notes\",\"text\":\"b\",\"overwrite\":true}";
        Toolbox tools = tools(true);
        call(tools, Callers.ALICE, "write_file", plain, no);
        assertThat(no.questions()).isEmpty();
        assertThat(call(tools, Callers.ALICE, "write_file", over, no).text())
                .contains("said no", "write over a file");
        assertThat(no.questions()).singleElement().asString().contains("\"/x/notes\"");
    }

    @Test
    void aToolDeclaresItsDeedInOneLineAndNobodyToAskMeansNo() {
        Tool<ListClusters.Input, ListClusters.Output> tool =
                Tool.of(ListClusters.SPEC, Jobs.class, (Caller _, ListClusters.Input _) -> done())
                        .declaring(_ -> Optional.of(Deed.overwrite("write over a file on fake")));
        assertThatThrownBy(() ->
                        tool.work().answer(Callers.ALICE, new ListClusters.Input(), Client.SILENT))
                .hasMessageContaining("would write over a file on fake");
    }

    private static ListClusters.Output done() {
        throw new AssertionError("nobody agreed");
    }
}
