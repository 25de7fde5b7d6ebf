package dev.hpcmcp.backend.slurm;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.port.Callers;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The controller forgets the tasks of an array one by one: what is left is not the whole of it. */
class SlurmArraysTest {
    private static final String ROOT = "/slurm/v0.0.38/";
    private static final String DB = "/slurmdb/v0.0.38/";
    private static final long AN_HOUR_AGO = SlurmRig.NOW.getEpochSecond() - 3600;
    private static final long LONG_AGO = SlurmRig.NOW.getEpochSecond() - 30 * 3600;
    private static final String OF_FOUR = "hpc-mcp:hpcmcp-abc by alice, 4 tasks; mine";

    private final SlurmRig rig = new SlurmRig();

    @AfterEach
    void close() {
        rig.close();
    }

    private static String task(int index, String state, String comment, long submitted) {
        return """
        {"job_id":%d,"array_job_id":7,"array_task_id":%d,"user_name":"alice","job_state":"%s",
         "comment":"%s","submit_time":%d}\
        """
                .formatted(index == 3 ? 7 : 100 + index, index, state, comment, submitted);
    }

    private static String jobs(String... records) {
        return Stream.of(records).collect(Collectors.joining(",", "{\"jobs\":[", "]}"));
    }

    /** The last two of four tasks, which succeeded. */
    private static String rest(String comment, long submitted) {
        return jobs(
                task(2, "COMPLETED", comment, submitted), task(3, "COMPLETED", comment, submitted));
    }

    private Job array(String records) {
        rig.on("GET", ROOT + "job/7", aResponse().withBody(records));
        return rig.plain.find(Callers.ALICE, List.of(new JobId("7"))).jobs().getFirst();
    }

    @Test
    void tasksThatNobodyRemembersHaveNotSucceeded() {
        Job array = array(rest(OF_FOUR, AN_HOUR_AGO));
        assertThat(array.state()).isEqualTo(JobState.FINISHED);
        assertThat(array.outcome()).contains(Outcome.UNKNOWN);
        assertThat(array.array().orElseThrow().tasks()).isEqualTo(4);
        assertThat(array.array().orElseThrow().byState())
                .isEqualTo(Map.of(JobState.FINISHED, 2, JobState.UNKNOWN, 2));
        assertThat(array.reason().orElseThrow()).contains("forgets").contains("cannot be said");
    }

    @Test
    void whileTheAccountingIsAwayNobodyRemembersThemEither() {
        rig.on("GET", DB + "job/7", 500, "typed-accounting-away");
        Job array = array(rest(OF_FOUR, AN_HOUR_AGO));
        assertThat(array.outcome()).contains(Outcome.UNKNOWN);
        assertThat(array.reason().orElseThrow()).contains("does not answer");
    }

    @Test
    void anArrayOfWhichNobodyKnowsHowLargeItWasHasNotSucceededEither() {
        Job array = array(rest("", AN_HOUR_AGO));
        assertThat(array.outcome()).contains(Outcome.UNKNOWN);
        assertThat(array.array().orElseThrow().tasks()).isEqualTo(2);
    }

    @Test
    void oneThatIsSeenToHaveFailedTellsOfAll() {
        String failed = rest(OF_FOUR, AN_HOUR_AGO).replaceFirst("COMPLETED", "FAILED");
        assertThat(array(failed).outcome()).contains(Outcome.FAILED);
    }

    @Test
    void whileOthersRunTheForgottenAreCounted() {
        Job array = array(rest(OF_FOUR, AN_HOUR_AGO).replaceFirst("COMPLETED", "RUNNING"));
        assertThat(array.state()).isEqualTo(JobState.RUNNING);
        assertThat(array.outcome()).isEmpty();
        assertThat(array.array().orElseThrow().byState()).containsEntry(JobState.UNKNOWN, 2);
    }

    @Test
    void anArrayOfWhichNothingCanBeMissingSucceeds() {
        long now = SlurmRig.NOW.getEpochSecond();
        assertThat(array(rest("", now)).outcome()).as("a young one").contains(Outcome.SUCCEEDED);
        String both = "hpc-mcp by alice, 2 tasks";
        Job counted = array(rest(both, AN_HOUR_AGO));
        assertThat(counted.outcome()).as("all of them are there").contains(Outcome.SUCCEEDED);
        assertThat(counted.reason()).isEmpty();
    }

    @Test
    void theWordsOfSomebodyElseDoNotCount() {
        for (String comment : List.of("by alice, 2 tasks", "hpc-mcp by alice; x, 2 tasks")) {
            assertThat(array(rest(comment, AN_HOUR_AGO)).outcome()).contains(Outcome.UNKNOWN);
        }
    }

    @Test
    void aListSaysTheSame() {
        rig.on("GET", ROOT + "jobs", aResponse().withBody(rest(OF_FOUR, AN_HOUR_AGO)));
        assertThat(listed().outcome()).contains(Outcome.UNKNOWN);
    }

    @Test
    void tasksFromBeforeTheHistoryOfAListAreUnseenToo() {
        rig.on("GET", ROOT + "jobs", aResponse().withBody(rest("", LONG_AGO)));
        rig.on("GET", DB + "jobs", aResponse().withBody("{\"jobs\":[],\"errors\":[]}"));
        assertThat(listed().outcome()).contains(Outcome.UNKNOWN);
    }

    @Test
    void whatTheAccountingTellsForTheTimeInQuestionIsTheWhole() {
        rig.on("GET", ROOT + "jobs", aResponse().withBody(rest("", AN_HOUR_AGO)));
        rig.on("GET", DB + "jobs", aResponse().withBody("{\"jobs\":[],\"errors\":[]}"));
        assertThat(listed().outcome()).contains(Outcome.SUCCEEDED);
    }

    private Job listed() {
        return rig.plain.list(Callers.ALICE, JobQuery.all(5)).items().getFirst();
    }

    @Test
    void aNewArraySaysHowManyTasksItHas() {
        JobRequest request =
                JobRequest.ofScript("#!/bin/sh\ntrue\n")
                        .change()
                        .array("1-9:2,20%2")
                        .nativeOptions(List.of("--comment=mine"))
                        .build();
        assertThat(rig.plain.plan(Callers.ALICE, request).wouldSubmit().toString())
                .contains("comment=hpc-mcp by alice, 6 tasks; mine");
    }

    @Test
    void tasksThatNeverBeganAreCountedByTheBitsOfTheAccounting() {
        assertThat(TaskText.indices("0x3FF")).hasSize(10).contains(0, 9);
        assertThat(TaskText.indices("0x12")).containsExactly(1, 4);
        assertThat(TaskText.indices("0x")).isEmpty();
    }
}
