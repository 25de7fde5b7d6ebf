package dev.hpcmcp.backend.s9s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.backend.s9s.WireServer.Response;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.LogQuery;
import dev.hpcmcp.model.LogStream;
import dev.hpcmcp.port.Failure;
import org.junit.jupiter.api.Test;

/** A gateway that heeds no number of lines, and an output larger than we take. */
final class S9sHugeOutputTest extends S9sFixture {
    private static final String LINE = "0123456789abcdef\n";
    private static final String MORE_THAN_WE_TAKE = LINE.repeat((66 << 20) / LINE.length());

    private void answers(JobId job) {
        server.answerNext(
                Response.json(
                        200,
                        "{\"job_id\":\"%s\",\"user\":\"alice\",\"state\":\"RUNNING\"}"
                                .formatted(job)));
        server.answerNext(Response.text(200, "text/plain", MORE_THAN_WE_TAKE));
    }

    @Test
    void itsBeginningIsNotShownAsItsEnd() {
        JobId job = new JobId("12345");
        answers(job);

        Failure failure = failure(() -> s9s.read(ALICE, job, LogQuery.tail(LogStream.STDOUT, 5)));

        assertThat(failure)
                .isInstanceOfSatisfying(
                        Failure.NotSupported.class,
                        it -> {
                            assertThat(it.what())
                                    .contains("the end of job 12345's output", "64 MB");
                            assertThat(it.nearest().orElseThrow()).contains("search");
                        });
    }
}
