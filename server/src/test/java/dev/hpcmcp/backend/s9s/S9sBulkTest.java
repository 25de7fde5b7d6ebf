package dev.hpcmcp.backend.s9s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.backend.s9s.WireServer.Response;
import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobRequestBuilder;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.port.BulkCancel.Ending;
import dev.hpcmcp.port.Failure;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class S9sBulkTest extends S9sFixture {
    private static final JobRequest SLEEP =
            new JobRequestBuilder().command(List.of("sleep", "60")).build();

    @BeforeEach
    void nothingMovesByItself() {
        server.standStill();
    }

    private JobId job() {
        return s9s.submit(ALICE, SLEEP).job().jobId();
    }

    private long sent(String method) {
        return server.left().stream().filter(one -> one.startsWith(method)).count();
    }

    @Test
    void oneRequestEndsManyJobs() {
        List<JobId> jobs = List.of(job(), job(), job());

        List<Ending> endings =
                s9s.cancelAll(
                        ALICE, jobs, new Cancel(Optional.empty(), true, Optional.of("enough")));

        assertThat(endings).extracting(Ending::id).containsExactlyElementsOf(jobs);
        assertThat(endings)
                .allSatisfy(ending ->
                        assertThat(((Ending.Done) ending).job().outcome())
                                .contains(Outcome.CANCELLED));
        assertThat(sent("DELETE")).isZero();
        assertThat(sent("POST /v1/jobs/bulk")).isEqualTo(1);
        assertThat(
                        server.requests().stream()
                                .filter(one -> one.path().endsWith("/bulk"))
                                .findFirst()
                                .orElseThrow()
                                .body())
                .isEqualTo(
                        "{\"action\":\"cancel\",\"job_ids\":[\"%s\",\"%s\",\"%s\"],\"options\":{\"force\":true,\"reason\":\"enough\"}}"
                                .formatted(jobs.toArray()));
    }

    @Test
    void aJobWithoutALineIsUnknownAndTheSummaryProvesNothing() {
        JobId ended = job();
        JobId silent = job();
        JobId done = job();
        JobId strange = new JobId("424242");
        server.set(silent.value(), "reason", "silent");
        server.become(done.value(), "COMPLETED");

        List<Ending> endings =
                s9s.cancelAll(ALICE, List.of(silent, strange, done, ended), Cancel.POLITELY);

        assertThat(endings).extracting(Ending::id).containsExactly(silent, strange, done, ended);
        assertThat(((Ending.Failed) endings.get(0)).failure())
                .isInstanceOf(Failure.OutcomeUnknown.class);
        assertThat(((Ending.Failed) endings.get(1)).failure()).isInstanceOf(Failure.NotFound.class);
        assertThat(((Ending.Done) endings.get(2)).job().outcome()).contains(Outcome.SUCCEEDED);
        assertThat(((Ending.Done) endings.get(3)).job().outcome()).contains(Outcome.CANCELLED);
    }

    @Test
    void aGatewayWithoutItIsAskedJobByJob() {
        List<JobId> jobs = List.of(job(), job());
        server.lacks("/jobs/bulk");

        assertThat(s9s.cancelAll(ALICE, jobs, Cancel.POLITELY))
                .allMatch(Ending.Done.class::isInstance);
        assertThat(sent("DELETE")).isEqualTo(2);
    }

    @Test
    void aSignalGoesToEachJobByItself() {
        List<JobId> jobs = List.of(job(), job());

        s9s.cancelAll(ALICE, jobs, new Cancel(Optional.of("USR1"), false, Optional.empty()));

        assertThat(sent("DELETE")).isEqualTo(2);
        assertThat(sent("POST /v1/jobs/bulk")).isZero();
    }

    @Test
    void whenTheAnswerIsLostNothingIsSentAgain() {
        List<JobId> jobs = List.of(job(), job());
        int before = server.left().size();
        s9s.find(ALICE, jobs);
        int looks = server.left().size() - before;
        for (JobId job : jobs) {
            server.answerNext(
                    Response.json(
                            200,
                            "{\"job_id\":\"%s\",\"user\":\"alice\",\"state\":\"RUNNING\"}"
                                    .formatted(job)));
        }
        server.answerNext(Response.text(504, "text/plain", "gateway timeout"));

        assertThat(looks).isEqualTo(2);
        assertThat(failure(() -> s9s.cancelAll(ALICE, jobs, Cancel.POLITELY)))
                .isInstanceOf(Failure.OutcomeUnknown.class);
        assertThat(sent("DELETE")).isZero();
        assertThat(sent("POST /v1/jobs/bulk")).isEqualTo(1);
    }
}
