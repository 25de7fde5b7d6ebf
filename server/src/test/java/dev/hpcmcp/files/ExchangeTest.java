package dev.hpcmcp.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files on the server's own machine stay where they may be, each person's apart. */
final class ExchangeTest {
    private final Path root;
    private final Exchange exchange;

    ExchangeTest(@TempDir Path root) {
        this.root = root;
        exchange = new Exchange(Optional.of(root.resolve("exchange")));
    }

    @Test
    void putsANewFileIntoTheCallersOwnDirectory() throws IOException {
        Path target = exchange.target(caller("alice"), "run/jobs.csv");

        assertThat(target).isEqualTo(root.toRealPath().resolve("exchange/alice/run/jobs.csv"));
        assertThat(target.getParent()).isDirectory();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home("alice"))))
                .isEqualTo("rwx------");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../bob/x", "/etc/passwd", ".", "a/../..", "a/../../bob/x", "", " ", "a\nb"})
    void refusesToLeaveIt(String name) {
        assertThat(failure(() -> exchange.target(caller("alice"), name)))
                .isInstanceOf(Failure.InvalidInput.class);
    }

    @Test
    void followsNoLinkOutOfIt() throws IOException {
        exchange.target(caller("alice"), "x");
        Path own = home("alice");
        Path outside = Files.createDirectory(root.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "s");
        Files.createSymbolicLink(own.resolve("out"), outside);
        Files.createSymbolicLink(own.resolve("file"), outside.resolve("secret"));

        assertThat(failure(() -> exchange.target(caller("alice"), "out/new")))
                .isInstanceOf(Failure.InvalidInput.class);
        assertThat(failure(() -> exchange.target(caller("alice"), "file")))
                .isInstanceOf(Failure.Conflict.class);
        assertThat(failure(() -> exchange.source(caller("alice"), "out/secret")))
                .isInstanceOf(Failure.NotFound.class);
        assertThat(failure(() -> exchange.source(caller("alice"), "file")))
                .isInstanceOf(Failure.NotFound.class);
        assertThat(outside.resolve("new")).doesNotExist();
    }

    @Test
    void overwritesNothing() throws IOException {
        Files.writeString(exchange.target(caller("alice"), "jobs.csv"), "kept");

        assertThat(failure(() -> exchange.target(caller("alice"), "jobs.csv")))
                .isInstanceOf(Failure.Conflict.class);
        assertThat(exchange.source(caller("alice"), "jobs.csv")).hasContent("kept");
    }

    @Test
    void keepsPeopleApartWhateverTheyAreCalled() throws IOException {
        Files.writeString(exchange.target(caller("alice"), "x"), "hers");

        for (String other : new String[] {"Alice", "bob", ".", "..", "../alice", "alice/"}) {
            Path target = exchange.target(caller(other), "x");
            Path home = root.toRealPath().resolve("exchange");
            assertThat(target).as(other).startsWithRaw(home);
            assertThat(home.relativize(target).getNameCount()).as(other).isEqualTo(2);
        }
        assertThat(failure(() -> exchange.source(caller("bob"), "x")))
                .isInstanceOf(Failure.NotFound.class);
    }

    @Test
    void isClosedWithoutADirectory() {
        assertThat(failure(() -> Exchange.closed().target(caller("alice"), "x")))
                .isInstanceOf(Failure.NotAllowed.class);
    }

    private Path home(String subject) throws IOException {
        return root.toRealPath().resolve("exchange").resolve(subject);
    }

    private static Caller caller(String subject) {
        return new Caller(subject, Set.of(), Optional.empty());
    }

    private static Failure failure(Runnable call) {
        HpcException[] thrown = new HpcException[1];
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(HpcException.class, e -> thrown[0] = e);
        return thrown[0].failure();
    }
}
