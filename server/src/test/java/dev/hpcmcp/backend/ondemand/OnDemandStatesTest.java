package dev.hpcmcp.backend.ondemand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.model.ArraySummary;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.model.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One set of words for all versions, and what a site shows instead of a job. */
class OnDemandStatesTest extends OnDemandFixture {
    @Test
    void readsAJobAsTheGuideDocumentsIt() {
        runs(Release.FIRST);
        on("GET", "/jobs", json(Answers.file("jobs-as-the-guide-documents-them.json")));

        Job job = found("12345").get("12345");

        assertThat(job.name()).contains("my-simulation");
        assertThat(job.state()).isEqualTo(JobState.RUNNING);
        assertThat(job.queue()).contains("batch");
        assertThat(job.project()).contains("PAS1234");
        assertThat(job.startedAt()).contains(Instant.parse("2024-01-15T10:35:00Z"));
        assertThat(job.elapsedSeconds()).contains(1800L);
        assertThat(job.wallTimeSeconds()).contains(3600L);
        assertThat(job.expiresAt()).contains(Instant.parse("2024-01-15T11:35:00Z"));
    }

    @ParameterizedTest
    @EnumSource(names = {"FIRST", "FILES", "ENVIRONMENT", "CONTEXT", "CAPACITY", "CONTROL"})
    void beforeV3SlurmsWordsStandWhereThePortableOnesBelong(Release release) {
        runs(release);
        on("GET", "/jobs", json(Answers.file("jobs-in-slurms-words-before-v0.3.json")));

        Seen jobs = found("301", "302", "303", "304", "305", "306", "307");

        assertThat(jobs.get("301").outcome()).contains(Outcome.SUCCEEDED);
        assertThat(jobs.get("301").endedAt()).contains(Instant.parse("2026-04-20T09:02:00Z"));
        assertThat(jobs.get("302").outcome()).contains(Outcome.FAILED);
        assertThat(jobs.get("303").outcome()).contains(Outcome.TIMED_OUT);
        assertThat(jobs.get("304").outcome()).contains(Outcome.OUT_OF_MEMORY);
        assertThat(jobs.get("305").state()).isEqualTo(JobState.QUEUED);
        assertThat(jobs.get("306").state()).isEqualTo(JobState.ENDING);
        assertThat(jobs.get("307").outcome()).contains(Outcome.PREEMPTED);
    }

    @Test
    void sinceV3TheSchedulersOwnWordGoesFirst() {
        on("GET", "/jobs", json(Answers.file("jobs-with-both-words-since-v0.3.json")));

        Seen jobs = found("401", "402", "403", "404", "405", "406", "407", "408");

        assertThat(jobs.get("401").outcome()).contains(Outcome.TIMED_OUT);
        assertThat(jobs.get("401").nativeState()).isEqualTo("timeout");
        assertThat(jobs.get("402").outcome()).contains(Outcome.TIMED_OUT);
        assertThat(jobs.get("403").outcome()).contains(Outcome.PREEMPTED);
        assertThat(jobs.get("404").state()).as("an array, summed up").isEqualTo(JobState.RUNNING);
        assertThat(jobs.get("406").outcome()).as("it only says: over").contains(Outcome.UNKNOWN);
        assertThat(jobs.get("407").outcome()).contains(Outcome.CANCELLED);
        assertThat(jobs.get("407").startedAt()).as("it never ran").isEmpty();
        assertThat(jobs.get("408").state()).isEqualTo(JobState.HELD);
        assertThat(jobs.get("408").submittedAt()).isEmpty();
    }

    @Test
    void aStartInTheFutureIsAnEstimateAndALimitOfZeroIsNone() {
        on("GET", "/jobs", json(Answers.file("jobs-with-both-words-since-v0.3.json")));

        Job job = found("405").get("405");

        assertThat(job.startedAt()).isEmpty();
        assertThat(job.reason())
                .contains("the scheduler expects to start it at 2030-01-01T05:00:00Z");
        assertThat(job.wallTimeSeconds()).isEmpty();
    }

    @Test
    void otherSchedulersHaveThePortableWordInEveryVersion() {
        runs(Release.CONTROL);
        on("GET", "/clusters", json("{\"data\":[{\"id\":\"owens\",\"adapter\":\"pbspro\"}]}"));
        on("GET", "/jobs", json(Answers.file("jobs-in-slurms-words-before-v0.3.json")));

        assertThat(found("301").get("301").outcome()).contains(Outcome.UNKNOWN);
    }

    @Test
    void aJobThatWasMadeUpIsMissing() {
        runs(Release.CONTEXT);
        on("GET", "/jobs/999", json(Answers.file("job-made-up-for-an-unknown-id.json")));

        JobsFound found = site.find(ALICE, List.of(new JobId("999")));

        assertThat(found.jobs()).isEmpty();
        assertThat(found.missing().getFirst().reason()).contains("never had it, or it finished");
    }

    @Test
    void anotherOnesJobIsMissingThoughTheSiteShowsIt() {
        on("GET", "/jobs/999", json(Answers.file("job-of-somebody-else.json")));

        assertThat(found("999").jobs()).isEmpty();
        assertThat(left("GET", "/jobs/999")).hasSize(1);
    }

    @Test
    void anIdThatTheServerStumblesOverIsMissing() {
        on("GET", "/jobs/999", error(503, "service_unavailable", "missing keywords: :id, :status"));
        assertThat(found("999").jobs()).isEmpty();
        assertThat(left("GET", "/jobs/999")).as("no use to ask again").hasSize(1);

        runs(Release.CAPACITY);
        on("GET", "/jobs/999", page(500, "<h1>Internal Server Error</h1>"));
        assertThat(found("999").jobs()).isEmpty();
    }

    /** Its rows look like jobs of their own; only the single look sums them up. */
    @Test
    void anArrayOfSomebodyElsesMakingIsNotTakenForItsFirstTask() {
        runs(Release.CAPACITY);
        on("GET", "/jobs", json(Answers.file("jobs-of-that-array.json")));
        on(
                "GET",
                "/jobs/123",
                json(
                        "{\"data\":{\"job_id\":\"123\",\"job_name\":\"sweep\",\"job_owner\":\"alice\",\"status\":\"running\",\"native_state\":\"pending\"}}"));

        assertThat(found("123").get("123").state()).isEqualTo(JobState.RUNNING);
        assertThat(site.list(ALICE, JobQuery.all(9)).items()).hasSize(2);
    }

    @Test
    void aRowWithAnIdThatIsNoneDoesNotSpoilTheList() {
        on(
                "GET",
                "/jobs",
                json(
                        "{\"data\":[{\"job_id\":\"../x\",\"job_owner\":\"alice\"},{\"job_id\":\"7\",\"job_owner\":\"alice\",\"status\":\"running\"}]}"));

        assertThat(site.list(ALICE, JobQuery.all(9)).items()).hasSize(1);
    }

    @Test
    void manyIdsAreOneCall() {
        on("GET", "/jobs", json(Answers.file("jobs-with-both-words-since-v0.3.json")));
        site.list(ALICE, JobQuery.all(1));
        int before = server.getAllServeEvents().size();

        assertThat(found("401", "402", "403", "404", "405", "406", "407").jobs()).hasSize(7);

        assertThat(server.getAllServeEvents()).hasSize(before + 1);
    }

    @Test
    void fiftyUnknownIdsAreTwoCalls() {
        site.list(ALICE, JobQuery.all(1));
        int before = server.getAllServeEvents().size();
        List<JobId> ids =
                java.util.stream.IntStream.range(1000, 1050)
                        .mapToObj(n -> new JobId(String.valueOf(n)))
                        .toList();

        assertThat(site.find(ALICE, ids).missing()).hasSize(50);
        assertThat(server.getAllServeEvents()).hasSize(before + 2);
    }

    @Test
    void anIdThatWouldBeAnOptionNeverLeaves() {
        site.list(ALICE, JobQuery.all(1));
        int before = server.getAllServeEvents().size();
        for (String id : List.of("_--user=alice", "historic", "1+2", "12[3]", "1_[1-9]", "a=b")) {
            JobId odd = new JobId(id);
            assertThat(site.find(ALICE, List.of(odd)).missing()).hasSize(1);
            assertThat(failure(() -> site.cancel(ALICE, odd, dev.hpcmcp.model.Cancel.POLITELY)))
                    .isInstanceOf(dev.hpcmcp.port.Failure.NotFound.class);
        }
        assertThat(server.getAllServeEvents()).hasSize(before);
    }

    @Test
    void anArrayIsOneJobWithItsTasksCounted() {
        on("GET", "/jobs", json(Answers.file("jobs-of-that-array.json")));
        on("GET", "/jobs/historic", json(Answers.file("history-of-an-array.json")));

        Job array = found("123").get("123");

        assertThat(array.state()).isEqualTo(JobState.RUNNING);
        assertThat(array.array())
                .contains(
                        new ArraySummary(
                                8,
                                Map.of(
                                        JobState.FINISHED, 2,
                                        JobState.RUNNING, 1,
                                        JobState.QUEUED, 5),
                                List.of(new JobId("123_4"))));
        assertThat(site.tasks(ALICE, new JobId("123")))
                .extracting(task -> task.jobId().value())
                .containsExactly("123_1", "123_4", "123_5");
        assertThat(found("123_4").get("123_4").outcome()).contains(Outcome.CANCELLED);
        assertThat(found("123_7").get("123_7").state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void listsAnArrayOnceAndWhatOnlyTheHistoryKnows() {
        on("GET", "/jobs", json(Answers.file("jobs-of-that-array.json")));
        on("GET", "/jobs/historic", json(Answers.file("history-of-an-array.json")));

        assertThat(site.list(ALICE, JobQuery.all(10)).items())
                .extracting(job -> job.jobId().value())
                .containsExactly("123", "90");
    }

    @Test
    void aHistoryThatCannotBeReadLeavesTheLiveView() {
        on("GET", "/jobs", json(Answers.file("jobs-as-the-guide-documents-them.json")));
        on("GET", "/jobs/historic", error(503, "service_unavailable", "no accounting"));

        assertThat(site.list(ALICE, JobQuery.all(10)).items()).hasSize(1);
        assertThat(site.list(ALICE, JobQuery.all(10)).items()).hasSize(1);
        assertThat(left("GET", "/jobs/historic").size()).as("not asked at each look").isLessThan(6);
    }

    @Test
    void theLabelOfOurJobsTellsAnArrayWithoutHistory() {
        runs(Release.CAPACITY);
        String row =
                "{\"job_id\":\"%s\",\"job_name\":\"sweep.hpcmcp-4k2x.a10\",\"job_owner\":\"alice\",\"status\":\"%s\",\"submitted_at\":\"2026-08-01T11:58:00Z\",\"started_at\":null}";
        on(
                "GET",
                "/jobs",
                json(
                        "{\"data\":["
                                + row.formatted("700", "pending")
                                + ","
                                + row.formatted("701", "running")
                                + ","
                                + row.formatted("702", "failed")
                                + "]}"));

        Job array = found("700").get("700");

        assertThat(array.name()).contains("sweep");
        assertThat(array.array().orElseThrow().byState())
                .isEqualTo(
                        Map.of(
                                JobState.QUEUED, 8,
                                JobState.RUNNING, 1,
                                JobState.FINISHED, 1));
        assertThat(site.list(ALICE, JobQuery.all(9)).items()).hasSize(1);
        assertThat(site.findByMark(ALICE, "hpcmcp-4k2x").map(Job::jobId))
                .contains(new JobId("700"));
    }

    @Test
    void tasksThatLeftTheViewAreNotTakenForSuccess() {
        runs(Release.CAPACITY);
        on(
                "GET",
                "/jobs",
                json(
                        "{\"data\":[{\"job_id\":\"700\",\"job_name\":\"sweep.hpcmcp-4k2x.a3\",\"job_owner\":\"alice\",\"status\":\"completed\",\"submitted_at\":\"2026-08-01T10:00:00Z\",\"started_at\":\"2026-08-01T11:58:00Z\",\"wallclock_time\":5}]}"));

        Job array = found("700").get("700");

        assertThat(array.state()).isEqualTo(JobState.FINISHED);
        assertThat(array.outcome()).contains(Outcome.UNKNOWN);
    }
}
