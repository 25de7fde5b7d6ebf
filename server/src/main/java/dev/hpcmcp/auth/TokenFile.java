package dev.hpcmcp.auth;

import dev.hpcmcp.port.Badge;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.spec.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of whoever runs the server: one line each, the SHA-256 of the token and the subject.
 * The tokens themselves are shown once, when they are made, and kept nowhere.
 */
public final class TokenFile {
    private record Read(FileTime at, long size, List<HashedToken> tokens) {}

    private static final Read NOTHING = new Read(FileTime.fromMillis(0), -1, List.of());

    private final Path path;
    private final String subject;
    private volatile Read last = NOTHING;

    /**
     * @param subject whose tokens are made here
     */
    public TokenFile(Path path, String subject) {
        this.path = path;
        this.subject = Subjects.check(subject);
    }

    /** Makes the first token, to be shown to its owner; empty if there is a file already. */
    public Optional<String> firstToken() {
        if (Files.exists(path)) {
            List<HashedToken> _ = tokens();
            return Optional.empty();
        }
        String token = RandomToken.next();
        try {
            PrivateFile.create(path, TokenHash.of(token).hex() + " " + subject + "\n");
            return Optional.of(token);
        } catch (FileAlreadyExistsException e) {
            return Optional.empty(); // Another server was first.
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path, e);
        }
    }

    /** What the file says now: tokens can be added and withdrawn while the server runs. */
    List<HashedToken> tokens() {
        try {
            BasicFileAttributes now = attributes();
            if (now == null) {
                return List.of();
            }
            Read known = last;
            if (!known.at().equals(now.lastModifiedTime()) || known.size() != now.size()) {
                PrivateFile.check(path, "make new tokens");
                known =
                        new Read(
                                now.lastModifiedTime(),
                                now.size(),
                                parse(Files.readAllLines(path)));
                last = known;
            }
            return known.tokens();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    /** Every call asks this, most often for a file that is not there: that is no exception. */
    private @Nullable BasicFileAttributes attributes() throws IOException {
        return path.getFileSystem()
                .provider()
                .readAttributesIfExists(path, BasicFileAttributes.class);
    }

    private List<HashedToken> parse(List<String> lines) {
        var tokens = new ArrayList<HashedToken>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                tokens.add(parse(line, i + 1));
            }
        }
        return List.copyOf(tokens);
    }

    private HashedToken parse(String line, int number) {
        String[] parts = line.split("\\s+", 2);
        try {
            Badge badge = new Badge(Optional.of("file-" + number), Optional.empty(), Set.of());
            var owner =
                    new Caller(
                            Subjects.check(parts[1]), EnumSet.allOf(Scope.class), Optional.empty());
            return new HashedToken(TokenHash.parse(parts[0]), owner.with(badge));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            // Without the line itself: somebody may have put a token there.
            throw new IllegalStateException(
                    "line " + number + " of " + path + " is not a SHA-256 in hex and a subject",
                    null);
        }
    }
}
