package dev.hpcmcp.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.FakeBackend;
import dev.hpcmcp.port.Jobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A database that cannot be used: everything else goes on, and what cannot be promised is said. */
class BrokenStoreTest {
    @TempDir private static Path folder;

    static Stream<String> broken() throws IOException {
        Path corrupt = Files.writeString(folder.resolve("corrupt.db"), "no database ".repeat(500));
        Path file = Files.writeString(folder.resolve("file"), "");
        Path whole = folder.resolve("whole.db");
        try (Ledger ledger = ledger("jdbc:sqlite:" + whole)) {
            assertThat(ledger.problem()).isEmpty();
        }
        return Stream.of(
                "jdbc:sqlite:" + corrupt,
                "jdbc:sqlite:" + file.resolve("store.db"),
                "jdbc:sqlite:" + folder,
                "jdbc:sqlite:" + whole + "?open_mode=1",
                "jdbc:postgresql://127.0.0.1:1/none?user=u&password=hidden");
    }

    private static Ledger ledger(String url) {
        return new Ledger(new StoreSettings(url, Duration.ofDays(90)), Clock.systemUTC());
    }

    @ParameterizedTest
    @MethodSource("broken")
    void refusesARequestIdAndSubmitsWithoutOneWithAWarning(String url) {
        FakeBackend fake = new FakeBackend("fake");
        try (Ledger ledger = ledger(url)) {
            Jobs jobs = (Jobs) ledger.over(fake);
            Failure refused = LedgerRig.failure(() -> LedgerRig.submit(jobs, LedgerRig.as("r1")));
            assertThat(refused)
                    .isInstanceOfSatisfying(
                            Failure.Conflict.class,
                            conflict ->
                                    assertThat(conflict.problem())
                                            .contains("cannot be used", "nothing was submitted")
                                            .doesNotContain("hidden"));
            assertThat(fake.calls("submit")).isEmpty();
            Submitted submitted = LedgerRig.submit(jobs, LedgerRig.HELLO);
            assertThat(submitted.warnings())
                    .singleElement()
                    .asString()
                    .contains("submitted, but not remembered");
            assertThat(fake.calls("submit")).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("broken")
    void looksAndEndsJobsAsIfNothingWere(String url) {
        FakeBackend fake = new FakeBackend("fake");
        try (Ledger ledger = ledger(url)) {
            Jobs jobs = (Jobs) ledger.over(fake);
            JobId id = LedgerRig.id(jobs, LedgerRig.HELLO);
            assertThat(LedgerRig.find(jobs, id).stale()).isFalse();
            assertThat(jobs.list(Callers.ALICE, JobQuery.all(5)).items()).hasSize(1);
            assertThat(jobs.cancel(Callers.ALICE, id, Cancel.POLITELY).outcome())
                    .contains(Outcome.CANCELLED);
            JobsFound found = jobs.find(Callers.ALICE, List.of(new JobId("999")));
            assertThat(found.missing()).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("broken")
    void saysWhatIsWrong(String url) {
        try (Ledger ledger = ledger(url)) {
            assertThat(ledger.problem().orElseThrow())
                    .startsWith("the store " + ledger.place() + " cannot be used (")
                    .doesNotContain("hidden");
        }
    }

    @ParameterizedTest
    @MethodSource("broken")
    void thereIsNoHandleWhereNoneCanBeRemembered(String url) {
        try (Ledger ledger = ledger(url)) {
            assertThat(ledger.group(Callers.ALICE, "fake", List.of(new JobId("1")))).isEmpty();
        }
    }

    @Test
    void aHandleThatCannotBeReadIsNotTakenForAnUnknownOne() {
        try (Ledger ledger = ledger("jdbc:sqlite:" + folder)) {
            assertThat(
                            LedgerRig.failure(() ->
                                            ledger.grouped(
                                                    Callers.ALICE, "fake", new JobId("group:x")))
                                    .toString())
                    .contains("give the job ids");
        }
    }
}
