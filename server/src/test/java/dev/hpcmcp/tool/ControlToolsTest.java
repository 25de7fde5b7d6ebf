package dev.hpcmcp.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.model.Control;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.FakeBackend;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What control_job asks of its arguments, and what of them reaches the cluster. */
class ControlToolsTest {
    private final FakeBackend fake = new FakeBackend("fake", Clock.systemUTC());
    private final Agent alice = Agent.with(fake);

    @Test
    void eachActionSaysWhatItNeeds() {
        assertThat(refused("set_priority")).contains("priority: is needed for set_priority");
        assertThat(refused("signal")).contains("signal: is needed");
        assertThat(refused("set_time_limit"))
                .contains("wall_time_seconds: is needed for set_time_limit");
    }

    private String refused(String action) {
        return alice.refused(
                "control_job", "{\"job_ids\":[\"1\"],\"action\":\"%s\"}".formatted(action));
    }

    @Test
    void aTimeLimitReachesTheCluster() {
        JobId id = fake.submit(Callers.ALICE, JobRequest.ofScript("true")).job().jobId();
        assertThat(
                        alice.ask(
                                        "control_job",
                                        "{\"job_ids\":[\"%s\"],\"action\":\"set_time_limit\",\"wall_time_seconds\":600}"
                                                .formatted(id))
                                .at("/results/0/result")
                                .asString())
                .isEqualTo("done");
        assertThat(fake.calls())
                .filteredOn(call -> call.method().equals("control"))
                .singleElement()
                .satisfies(call ->
                        assertThat(call.arguments())
                                .contains(
                                        new Control(
                                                Control.Action.SET_TIME_LIMIT,
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.of(600L))));
    }
}
