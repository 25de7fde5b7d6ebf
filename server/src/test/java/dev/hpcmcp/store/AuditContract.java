package dev.hpcmcp.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hpcmcp.guard.NotKept;
import dev.hpcmcp.store.AuditChain.Findings;
import dev.hpcmcp.store.AuditChain.Wanted;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the chain promises, on whichever database. */
abstract class AuditContract extends AuditRig {
    @TempDir private Path home;

    @Test
    void whatWasWrittenIsFoundIntactAndInOrder() throws Exception {
        write(20);
        Findings findings = chain().verify();
        assertThat(findings.problems()).isEmpty();
        assertThat(findings.records()).isEqualTo(20);
        assertThat(bodies()).hasSize(20).first().asString().contains("\"caller\":\"user0\"");
    }

    @Test
    void anAuditOfNothingIsIntact() {
        store().stops().now();
        assertThat(chain().verify().problems()).isEmpty();
    }

    @Test
    void aChainOfBeforeRecordsNamedIdsOfClustersVerifiesAndGoesOn() throws Exception {
        OldAudit.into(database());
        assertThat(chain().verify().problems()).isEmpty();
        AuditLog log = log();
        log.keep(trace("carol", clock, List.of("theirs")));
        log.close();
        Findings findings = chain().verify();
        assertThat(findings.problems()).isEmpty();
        assertThat(findings.records()).isEqualTo(3);
        assertThat(bodies())
                .last()
                .asString()
                .endsWith(",\"latency_ms\":3,\"answers\":[\"theirs\"]}");
    }

    @Test
    void aRecordThatNamesNoneIsAsItAlwaysWas() throws Exception {
        AuditLog log = log();
        log.keep(trace("alice"));
        log.keep(trace("bob"));
        log.close();
        assertThat(bodies()).containsExactly(OldAudit.record("alice"), OldAudit.record("bob"));
        assertThat(links())
                .extracting(Link::hash)
                .containsExactly(OldAudit.FIRST_HASH, OldAudit.SECOND_HASH);
    }

    @Test
    void anIdOfAClusterThatWasAddedLaterIsFound() throws Exception {
        write(9);
        tamper("update audit set body = replace(body, '}', ',\"answers\":[\"x\"]}') where seq = 5");
        assertThat(chain().verify().problems())
                .containsExactly("record 5 is not as it was written");
    }

    @Test
    void aChangedRecordIsFound() throws Exception {
        write(9);
        tamper("update audit set body = replace(body, 'user4', 'mallory') where seq = 5");
        assertThat(chain().verify().problems())
                .containsExactly("record 5 is not as it was written");
    }

    @Test
    void aColumnThatIsSearchedCannotLie() throws Exception {
        write(9);
        tamper("update audit set caller = 'mallory' where seq = 5");
        tamper("update audit set at = at - 1000 where seq = 6");
        tamper("update audit set tool = 'get_job' where seq = 7");
        assertThat(chain().verify().problems())
                .containsExactly(
                        "record 5 is not as it was written",
                        "record 6 is not as it was written",
                        "record 7 is not as it was written");
    }

    @Test
    void aChangedRecordWithANewHashDoesNotFit() throws Exception {
        write(9);
        Link fifth = links().get(4);
        Link forged =
                Link.after(
                        links().get(3).head(),
                        new Line(
                                fifth.at(),
                                "mallory",
                                fifth.tool(),
                                fifth.body().replace("user4", "mallory")));
        database()
                .write(sql ->
                        sql.change(
                                "update audit set body = ?, hash = ?, caller = ? where seq = 5",
                                forged.body(),
                                forged.hash(),
                                forged.caller()));
        assertThat(chain().verify().problems())
                .containsExactly("record 6 does not follow on the one before it");
    }

    @Test
    void removedRecordsAreFoundWhereverTheyWere() throws Exception {
        write(9);
        tamper("delete from audit where seq in (5, 6)");
        assertThat(chain().verify().problems()).containsExactly("records 5 to 6 are missing");
        tamper("delete from audit where seq = 1");
        assertThat(chain().verify().problems()).first().isEqualTo("records 1 to 1 are missing");
        tamper("delete from audit where seq = 9");
        assertThat(chain().verify().problems())
                .last()
                .asString()
                .contains("ends at record 8", "noted at 9");
    }

    @Test
    void anEmptiedAuditIsFound() throws Exception {
        write(3);
        tamper("delete from audit");
        assertThat(chain().verify().problems()).singleElement().asString().contains("noted at 3");
    }

    @Test
    void anInsertedRecordIsFound() throws Exception {
        write(9);
        tamper(
                "insert into audit (seq, prev, hash, at, caller, tool, body)"
                        + " select 10, hash, hash, at, caller, tool, body from audit where seq = 9");
        assertThat(chain().verify().problems())
                .hasSize(2)
                .first()
                .isEqualTo("record 10 is not as it was written");
        tamper("delete from audit where seq = 10");
        tamper("update audit set seq = seq + 100 where seq > 5");
        tamper("update audit set seq = seq - 99 where seq > 100");
        tamper(
                "insert into audit (seq, prev, hash, at, caller, tool, body)"
                        + " select 6, prev, hash, at, caller, tool, body from audit where seq = 3");
        assertThat(chain().verify().problems()).hasSizeGreaterThan(2);
    }

    @Test
    void reorderedRecordsAreFound() throws Exception {
        write(9);
        tamper("update audit set seq = 50 where seq = 4");
        tamper("update audit set seq = 4 where seq = 5");
        tamper("update audit set seq = 5 where seq = 50");
        assertThat(chain().verify().problems()).contains("record 4 is not as it was written");
    }

    @Test
    void whatIsTooOldIsTrimmedAndTheRestStillVerifies() throws Exception {
        write(5);
        clock.move(Duration.ofDays(8));
        write(5);
        assertThat(chain().verify().problems()).isEmpty();
        assertThat(links()).hasSize(6).first().extracting(Link::seq).isEqualTo(6L);
        assertThat(bodies())
                .filteredOn(body -> body.contains("\"kind\":\"trimmed\""))
                .singleElement()
                .asString()
                .contains("\"last_seq\":5");

        clock.move(Duration.ofDays(8));
        write(1);
        Findings findings = chain().verify();
        assertThat(findings.problems()).isEmpty();
        assertThat(findings.first()).isEqualTo(12);
    }

    @Test
    void whoeverTrimsByHandIsFound() throws Exception {
        write(5);
        clock.move(Duration.ofDays(8));
        write(5);
        tamper("delete from audit where seq = 6");
        assertThat(chain().verify().problems()).containsExactly("records 6 to 6 are missing");
    }

    @Test
    void findsByCallerToolAndTime() throws Exception {
        write(5);
        clock.move(Duration.ofHours(1));
        Instant later = clock.instant();
        write(2);
        assertThat(found(Optional.of(later), Optional.empty())).hasSize(2);
        assertThat(found(Optional.empty(), Optional.of("user1"))).hasSize(2);
        assertThat(found(Optional.of(later), Optional.of("user4"))).isEmpty();
    }

    private List<Link> found(Optional<Instant> since, Optional<String> caller) {
        List<Link> links = new ArrayList<>();
        chain().read(new Wanted(since, caller, Optional.of("cancel_job")), links::add);
        return links;
    }

    @Test
    void twoServersInOneProcessWriteOneChain() throws Exception {
        AuditLog one = log();
        AuditLog other = log(store(), Optional.empty());
        for (int i = 0; i < 50; i++) {
            one.note(trace("one" + i));
            other.keep(trace("other" + i));
        }
        one.close();
        other.close();
        assertThat(chain().verify().problems()).isEmpty();
        assertThat(chain().verify().records()).isEqualTo(100);
    }

    @Test
    void twoProcessesWriteOneChain() throws Exception {
        write(1);
        List<Process> writers = List.of(writer("a"), writer("b"));
        for (Process writer : writers) {
            assertThat(writer.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(writer.exitValue())
                    .as(Files.readString(home.resolve("writer-err")))
                    .isZero();
        }
        Findings findings = chain().verify();
        assertThat(findings.problems()).isEmpty();
        assertThat(findings.records()).isEqualTo(1 + 2L * AuditWriter.RECORDS);
        String order =
                String.join("", links().stream().skip(1).map(link -> link.caller()).toList());
        assertThat(order).as("they wrote at the same time").contains("ab", "ba");
    }

    private Process writer(String name) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AuditWriter.class.getName(),
                        settings().url(),
                        name,
                        home.resolve("go").toString())
                .redirectError(
                        ProcessBuilder.Redirect.appendTo(home.resolve("writer-err").toFile()))
                .redirectOutput(home.resolve("writer-out").toFile())
                .start();
    }

    @Test
    void theFileHasEachRecordWithAllThatIsNeededToCheckIt() throws Exception {
        Path file = home.resolve("deep/audit.jsonl");
        AuditLog log = log(store(), Optional.of(file));
        log.keep(trace("alice"));
        log.close();
        Files.move(file, home.resolve("rotated"));
        AuditLog next = log(store(), Optional.of(file));
        next.keep(trace("bob"));
        next.close();
        assertThat(Files.readAllLines(home.resolve("rotated")))
                .containsExactly(links().get(0).json());
        assertThat(Files.readAllLines(file)).containsExactly(links().get(1).json());
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    }

    @Test
    void callsThatCouldNotBeRecordedAreCountedInTheChain() throws Exception {
        AuditLog log = log();
        tamper("alter table audit rename to away");
        assertThatThrownBy(() -> log.keep(trace("alice"))).isInstanceOf(NotKept.class);
        log.note(trace("alice"));
        assertThatThrownBy(() -> log.keep(trace("alice"))).isInstanceOf(NotKept.class);
        tamper("alter table away rename to audit");
        log.keep(trace("bob"));
        assertThat(chain().verify().problems()).isEmpty();
        assertThat(bodies()).first().asString().contains("\"kind\":\"lost\"", "\"calls\":3");
        assertThat(bodies()).last().asString().contains("bob");
    }

    @Test
    void afterItWasClosedNothingIsTakenForKept() throws Exception {
        AuditLog log = log();
        log.keep(trace("alice"));
        log.close();
        assertThatThrownBy(() -> log.keep(trace("bob"))).isInstanceOf(NotKept.class);
        log.note(trace("bob"));
        assertThat(bodies()).hasSize(1);
    }

    @Test
    void aThreadThatWasToldToEndStillLeavesItsRecord() throws Exception {
        AuditLog log = log();
        Thread.currentThread().interrupt();
        log.note(trace("alice"));
        assertThat(Thread.interrupted()).isTrue();
        log.close();
        assertThat(bodies()).hasSize(1);
    }

    @Test
    void whoIsToldToEndBeforeItWasWrittenDoesNotLeaveARecordOfWhatIsNotDone() throws Exception {
        AuditLog log = log();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> log.keep(trace("alice"))).isInstanceOf(InterruptedException.class);
        log.keep(trace("bob"));
        log.close();
        assertThat(bodies()).singleElement().asString().contains("bob");
    }

    @Test
    void theFileHasWhatAThreadWritesThatWasToldToEnd() throws Exception {
        Path file = home.resolve("audit.jsonl");
        AuditLog log = log(store(), Optional.of(file));
        log.note(trace("alice"));
        Thread.currentThread().interrupt();
        log.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(Files.readAllLines(file)).containsExactly(links().getFirst().json());
    }

    @Test
    void whatNobodyWaitsForIsWrittenInAMomentThough() throws Exception {
        AuditLog log = log();
        for (int i = 1; i <= 3; i++) {
            log.note(trace("alice"));
            for (int left = 500; left > 0 && bodies().size() < i; left--) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            assertThat(bodies()).hasSize(i);
        }
    }

    @Test
    void manyAtOnceLoseNothingAndKeepTheirOrder() throws Exception {
        AuditLog log = log();
        int each = 1_500;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int user = 0; user < 8; user++) {
                String name = "user" + user;
                Future<?> _ =
                        threads.submit(() -> {
                            for (int i = 0; i < each; i++) {
                                log.note(trace(name, clock, List.of("%05d".formatted(i))));
                                if (i % 100 == 0) {
                                    log.keep(trace(name, clock, List.of("%05d".formatted(i))));
                                }
                            }
                            return name;
                        });
            }
        }
        log.close();
        assertThat(chain().verify().problems()).isEmpty();
        assertThat(links()).hasSize(8 * (each + each / 100));
        assertThat(bodies().stream().filter(body -> body.contains("\"user3\"")))
                .hasSize(each + each / 100)
                .isSorted();
    }
}
