package dev.hpcmcp.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.files.Exchange;
import dev.hpcmcp.guard.Access;
import dev.hpcmcp.guard.Deed;
import dev.hpcmcp.guard.Deed.Stake;
import dev.hpcmcp.guard.Guard;
import dev.hpcmcp.guard.Visit;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.FakeBackend;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.spec.Toolset;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What leaves for elsewhere, or is deleted, is a person's to allow. */
class NotificationToolsTest {
    private static final String TOOL = "manage_notification";

    private final FakeBackend fake = new FakeBackend("lab");
    private final List<Deed> declared = new ArrayList<>();
    private boolean allowed;
    private final Agent agent = new Agent(Agent.ALICE, tools());

    /** A guard that notes what it is asked, and says always the same. */
    private Toolbox tools() {
        Guard guard =
                new Guard() {
                    @Override
                    public <T> T pass(Visit visit, Work<T> work) throws InterruptedException {
                        return work.result();
                    }

                    @Override
                    public void permit(Visit visit, Deed deed) {
                        declared.add(deed);
                        if (!allowed) {
                            throw new HpcException(new Failure.Conflict("the person said no"));
                        }
                    }
                };
        Backends all = new Backends(List.of(fake));
        return Toolboxes.over(
                all,
                new Access(EnumSet.allOf(Toolset.class), false, all),
                guard,
                Agent.quickWatcher(),
                Clock.systemUTC(),
                Requests.NONE,
                Handles.NONE,
                Exchange.closed());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"action\":\"create\",\"kind\":\"webhook\",\"title\":\"team\",\"url\":\"https://hooks.example.org/x\"}|create|ADMIN|https://hooks.example.org/x",
                "{\"action\":\"send\",\"kind\":\"webhook\",\"id\":\"team\",\"message\":\"the \\\"key\\\" is 7\"}|send|ADMIN|the 'key' is 7",
                "{\"action\":\"delete\",\"kind\":\"webhook\",\"id\":\"team\"}|delete|ADMIN|team",
                "{\"action\":\"delete\",\"kind\":\"notification\",\"id\":\"notif_1\"}|delete|OVERWRITE|notif_1"
            })
    void nothingIsDoneBeforeThePersonAgrees(
            String arguments, String doing, Stake stake, String shown) {
        assertThat(agent.refused(TOOL, arguments)).contains("the person said no");

        assertThat(fake.calls(doing)).isEmpty();
        Deed deed = declared.getFirst();
        assertThat(deed.stakes()).containsOnlyKeys(stake);
        assertThat(deed.what()).startsWith(doing).contains("lab").doesNotContain(shown);
        assertThat(deed.details().orElseThrow()).contains("\"" + shown + "\"");
    }

    @Test
    void onceThePersonAgreesItIsDone() {
        allowed = true;

        agent.ask(
                TOOL,
                "{\"action\":\"create\",\"kind\":\"webhook\",\"title\":\"team\",\"url\":\"https://hooks.example.org/x\"}");

        assertThat(agent.ask(TOOL, "{\"kind\":\"webhook\"}").path("done").asString())
                .isEqualTo("1 in all");
        assertThat(declared).hasSize(1);
    }

    @Test
    void nobodyIsAskedAboutWhatStaysOrIsOnlyLookedAt() {
        agent.ask(
                TOOL,
                "{\"action\":\"create\",\"kind\":\"notification\",\"title\":\"x\",\"message\":\"y\"}");
        agent.ask(TOOL, "{\"kind\":\"notification\"}");

        assertThat(declared).isEmpty();
    }

    @Test
    void nobodyIsAskedAboutACallThatCannotBeMade() {
        agent.refused(TOOL, "{\"action\":\"send\",\"kind\":\"webhook\",\"id\":\"team\"}");
        agent.refused(TOOL, "{\"action\":\"create\",\"kind\":\"webhook\",\"title\":\"team\"}");
        agent.refused(TOOL, "{\"action\":\"delete\",\"kind\":\"webhook\"}");

        assertThat(declared).isEmpty();
    }
}
