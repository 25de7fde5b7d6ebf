package dev.hpcmcp.backend.s9s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.backend.s9s.WireServer.Response;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobRequestBuilder;
import dev.hpcmcp.model.Page;
import dev.hpcmcp.port.Failure;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A list that moves while it is read. */
class S9sListingTest extends S9sFixture {
    private static final JobRequest SLEEP =
            new JobRequestBuilder().command(List.of("sleep", "60")).build();

    @BeforeEach
    void nothingMovesByItself() {
        server.standStill();
    }

    private List<JobId> jobs(int count) {
        List<JobId> jobs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            jobs.add(s9s.submit(ALICE, SLEEP).job().jobId());
        }
        return jobs;
    }

    private Page<Job> page(int limit, Optional<String> name, Optional<String> cursor) {
        return s9s.list(
                ALICE,
                new JobQuery(
                        List.of(),
                        List.of(),
                        List.of(),
                        name,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        limit,
                        cursor));
    }

    private long lists() {
        return server.left().stream().filter(one -> one.startsWith("GET /v1/jobs?")).count();
    }

    @Test
    void noJobIsMissedWhileOthersComeAndGo() {
        List<JobId> jobs = jobs(130);
        Set<JobId> seen = new LinkedHashSet<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<Job> page = page(30, Optional.empty(), cursor);
            page.items().forEach(job -> seen.add(job.jobId()));
            cursor = page.nextCursor();
            jobs(2);
            server.forget(jobs.get(129 - seen.size() / 30).value());
        } while (cursor.isPresent());

        assertThat(seen).containsAll(jobs.subList(0, 120));
    }

    @Test
    void aCursorGoesOnWhereThePageEnded() {
        List<JobId> jobs = jobs(25);

        Page<Job> first = page(10, Optional.empty(), Optional.empty());
        Page<Job> second = page(10, Optional.empty(), first.nextCursor());
        Page<Job> third = page(10, Optional.empty(), second.nextCursor());

        assertThat(first.total()).contains(25);
        assertThat(first.items().getFirst().jobId()).isEqualTo(jobs.getLast());
        assertThat(second.items()).hasSize(10).doesNotContainAnyElementsOf(first.items());
        assertThat(third.items()).hasSize(5);
        assertThat(third.nextCursor()).isEmpty();
    }

    @Test
    void aFilterOfOursLooksThroughAllPages() {
        JobId wanted = s9s.submit(ALICE, SLEEP.change().name("needle").build()).job().jobId();
        jobs(150);

        assertThat(page(10, Optional.of("needle"), Optional.empty()).items())
                .extracting(Job::jobId)
                .containsExactly(wanted);
        assertThat(lists()).isEqualTo(2);
    }

    @Test
    void manyJobsAreSeenInOneListAndTheRestById() {
        List<JobId> jobs = jobs(20);
        JobId hidden = jobs.getFirst();

        assertThat(s9s.find(ALICE, jobs).jobs())
                .extracting(Job::jobId)
                .containsExactlyElementsOf(jobs);
        assertThat(lists()).isEqualTo(1);
        server.answerNext(Response.json(200, "{\"jobs\":[],\"has_more\":false}"));
        assertThat(s9s.find(ALICE, List.of(hidden, jobs.get(1), jobs.get(2))).jobs()).hasSize(3);
    }

    @Test
    void aGatewayThatKnowsNoPagesIsNotAskedForEver() {
        String same =
                "{\"jobs\":[{\"job_id\":\"1\",\"user\":\"alice\",\"state\":\"RUNNING\"}],\"has_more\":true}";
        server.answerNext(Response.json(200, same));
        server.answerNext(Response.json(200, same));

        Page<Job> page = page(10, Optional.empty(), Optional.empty());

        assertThat(page.items()).hasSize(1);
        assertThat(page.nextCursor()).isEmpty();
        assertThat(lists()).isEqualTo(2);
    }

    @Test
    void aLookForAMarkThatCannotBeFinishedProvesNothing() {
        for (int i = 0; i < 10; i++) {
            server.answerNext(
                    Response.json(
                            200,
                            "{\"jobs\":[{\"job_id\":\"%d\",\"state\":\"RUNNING\"}],\"has_more\":true}"
                                    .formatted(i + 1)));
        }

        assertThat(failure(() -> s9s.findByMark(ALICE, "hpcmcp-x")))
                .isInstanceOf(Failure.BadAnswer.class);
    }
}
