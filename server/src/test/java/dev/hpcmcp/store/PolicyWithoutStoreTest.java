package dev.hpcmcp.store;

import static dev.hpcmcp.guard.policy.Rules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.guard.policy.Ceiling;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.Jobs;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be counted is not done. */
class PolicyWithoutStoreTest extends PolicyRig {
    @TempDir private Path folder;

    @Override
    String fresh() {
        return "jdbc:sqlite:" + folder.resolve("no/store.db");
    }

    @Test
    void withoutAStoreWhatIsCountedIsRefusedAndWhatIsNotGoesOn() throws Exception {
        Files.writeString(folder.resolve("no"), "a file where a folder should be");
        policy(rule().liveJobs(5));
        assertThat(failure(() -> submit(new Server().port(Jobs.class), HELLO)))
                .isInstanceOfSatisfying(
                        Failure.Conflict.class,
                        conflict ->
                                assertThat(conflict.problem())
                                        .contains("cannot be used", "nothing was done"));
        assertThat(jobs()).isZero();
        policy(rule().most(Ceiling.REPLICAS, 1));
        submit(new Server().port(Jobs.class), HELLO);
        assertThat(jobs()).isEqualTo(1);
    }

    @Test
    void whatDoesNotAddUpOpensNoDatabase() {
        policy(rule().most(Ceiling.REPLICAS, 1));
        Jobs jobs = new Server().port(Jobs.class);
        jobs.plan(dev.hpcmcp.port.Callers.ALICE, HELLO);
        assertThat(folder.resolve("no")).doesNotExist();
    }
}
