package dev.hpcmcp.auth;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Secret;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The keys of a vault where nobody configured any: in a file that only its owner can read, made
 * when the first credential is put in. One key a line, the newest first.
 */
public final class KeyFile {
    private final Path path;

    public KeyFile(Path path) {
        this.path = path;
    }

    /** As the file is now. */
    public KeyRing ring() {
        List<Secret> keys = keys();
        try {
            return KeyRing.of(keys.getFirst(), keys.subList(1, keys.size()));
        } catch (IllegalArgumentException noKey) {
            throw unusable(String.valueOf(noKey.getMessage()), noKey);
        }
    }

    /**
     * Puts a new key before the others, and drops those that nothing is sealed with. What is sealed
     * with the others still opens.
     *
     * @param used whether anything is sealed with the key of this id
     */
    public void rotate(Predicate<String> used) {
        Stream<Secret> needed =
                keys().stream().filter(key -> used.test(SealingKey.parse(key).id()));
        String content = lines(Stream.concat(Stream.of(SealingKey.random()), needed).toList());
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        try {
            Files.deleteIfExists(fresh);
            PrivateFile.create(fresh, content);
            Files.move(
                    fresh,
                    path,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unusable("it cannot be written", e);
        }
    }

    private List<Secret> keys() {
        try {
            return read();
        } catch (NoSuchFileException none) {
            return made();
        } catch (IOException e) {
            throw unusable("it cannot be read", e);
        }
    }

    private List<Secret> made() {
        try {
            PrivateFile.create(path, lines(List.of(SealingKey.random())));
        } catch (FileAlreadyExistsException somebodyWasFirst) {
            // Then theirs is the key.
        } catch (IOException e) {
            throw unusable("it cannot be written", e);
        }
        try {
            return read();
        } catch (IOException e) {
            throw unusable("it cannot be read", e);
        }
    }

    private List<Secret> read() throws IOException {
        try {
            PrivateFile.check(path, "sign in anew if others may have read it");
        } catch (IllegalStateException open) {
            throw unusable(String.valueOf(open.getMessage()), open);
        }
        List<Secret> keys =
                Files.readAllLines(path).stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .map(Secret::of)
                        .toList();
        if (keys.isEmpty()) {
            throw unusable("it is empty", new IOException("no key"));
        }
        return keys;
    }

    private static String lines(List<Secret> keys) {
        return String.join("\n", keys.stream().map(Secret::reveal).toList()) + "\n";
    }

    private HpcException unusable(String why, Exception e) {
        return new HpcException(new Failure.Unreachable("the vault's key file " + path, why), e);
    }
}
