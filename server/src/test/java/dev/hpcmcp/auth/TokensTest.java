package dev.hpcmcp.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hpcmcp.port.Caller;
import dev.hpcmcp.spec.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokensTest {
    @TempDir private Path directory;

    private static final Caller ALICE =
            new Caller("alice", Set.of(Scope.JOBS_READ), Optional.of(Set.of("here")));
    private static final Caller BOB = new Caller("bob", Set.of(), Optional.empty());

    private TokenFile file() {
        return new TokenFile(directory.resolve("state/http-token"), "me");
    }

    private static Tokens known(KnownToken... tokens) {
        return new Tokens(List.of(tokens), Optional.empty());
    }

    @Test
    void aConfiguredTokenIsItsCaller() {
        var tokens = known(new KnownToken("a-token", ALICE), new KnownToken("b-token", BOB));
        assertThat(tokens.callerOf("a-token")).hasValue(ALICE);
        assertThat(tokens.callerOf("b-token")).hasValue(BOB);
        assertThat(tokens.callerOf("c-token")).isEmpty();
        assertThat(tokens.callerOf("")).isEmpty();
    }

    @Test
    void twoCallersCannotShareAToken() {
        assertThatThrownBy(() -> known(new KnownToken("same", ALICE), new KnownToken("same", BOB)))
                .hasMessage("alice and bob have the same token");
    }

    @Test
    void anEmptyTokenIsRefused() {
        assertThatThrownBy(() -> new KnownToken(" ", ALICE)).hasMessageContaining("alice");
    }

    @Test
    void aTokenIsNeverPrinted() {
        assertThat(new KnownToken("very-secret", ALICE).toString()).doesNotContain("very-secret");
        assertThat(HashedToken.of(new KnownToken("very-secret", ALICE)).toString())
                .doesNotContain("very-secret", TokenHash.of("very-secret").hex());
    }

    @Test
    void theFirstTokenIsShownOnceAndKeptOnlyAsAHash() throws Exception {
        TokenFile file = file();
        String token = file.firstToken().orElseThrow();
        assertThat(token).startsWith("hpcmcp_").hasSize("hpcmcp_".length() + 43);
        assertThat(file.firstToken()).isEmpty();
        assertThat(file().firstToken()).isEmpty();

        Path path = directory.resolve("state/http-token");
        assertThat(Files.readString(path))
                .isEqualTo(TokenHash.of(token).hex() + " me\n")
                .doesNotContain(token.substring("hpcmcp_".length()));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void theOwnerOfTheFileMayDoEverything() {
        TokenFile file = file();
        var tokens = new Tokens(List.of(new KnownToken("a-token", ALICE)), Optional.of(file));
        String token = file.firstToken().orElseThrow();
        Caller me = tokens.callerOf(token).orElseThrow();
        assertThat(me.subject()).isEqualTo("me");
        assertThat(me.scopes()).containsExactlyInAnyOrder(Scope.values());
        assertThat(tokens.callerOf("a-token")).hasValue(ALICE);
    }

    @Test
    void aLineAddedOrRemovedCountsAtOnce() throws Exception {
        TokenFile file = file();
        var tokens = new Tokens(List.of(), Optional.of(file));
        assertThat(tokens.callerOf("another")).isEmpty();
        file.firstToken();
        Path path = directory.resolve("state/http-token");
        String first = Files.readString(path);
        Files.writeString(
                path, first + "# the laptop\n\n" + TokenHash.of("another").hex() + " you\n");
        assertThat(tokens.callerOf("another").map(Caller::subject)).hasValue("you");
        Files.writeString(path, first);
        assertThat(tokens.callerOf("another")).isEmpty();
        Files.delete(path);
        assertThat(tokens.callerOf("another")).isEmpty();
    }

    @Test
    void aFileThatOthersCanReadIsRefused() throws Exception {
        TokenFile file = file();
        file.firstToken();
        Path path = directory.resolve("state/http-token");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> file().firstToken()).hasMessageContaining("chmod 600");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hpcmcp_plain-token me", "abcd me", "deadbeef", "zz"})
    void aMalformedLineIsNamedByItsNumberOnly(String line) throws Exception {
        file().firstToken();
        Path path = directory.resolve("state/http-token");
        Files.writeString(path, Files.readString(path) + line + "\n");
        assertThatThrownBy(() -> file().tokens())
                .hasMessageContaining("line 2 of")
                .hasMessageNotContaining("plain-token")
                .hasNoCause();
    }

    @Test
    void everyTokenIsNew() {
        assertThat(RandomToken.next()).isNotEqualTo(RandomToken.next());
    }
}
