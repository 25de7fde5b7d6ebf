package dev.hpcmcp.backend.slurm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The users that this machine knows by itself. Directories on the network are not asked. The file
 * is read again when it has changed: every submit asks several times.
 */
final class Accounts {
    static final Accounts OF_THIS_MACHINE = new Accounts(Path.of("/etc/passwd"));

    private final Path passwd;
    private volatile Read read = new Read(FileTime.fromMillis(0), -1, Map.of());

    Accounts(Path passwd) {
        this.passwd = passwd;
    }

    private record Read(FileTime changed, long size, Map<String, List<String>> users) {}

    boolean knows(String user) {
        return field(user, 0).isPresent();
    }

    /** Also under another name. */
    boolean isRoot(String user) {
        return field(user, 2).filter("0"::equals).isPresent();
    }

    Optional<Long> number(String user) {
        return field(user, 2).filter(text -> text.matches("\\d{1,10}")).map(Long::valueOf);
    }

    Optional<String> home(String user) {
        return field(user, 5).filter(home -> home.startsWith("/"));
    }

    private Optional<String> field(String user, int number) {
        return Optional.ofNullable(users().get(user)).map(fields -> fields.get(number));
    }

    private Map<String, List<String>> users() {
        try {
            BasicFileAttributes now = Files.readAttributes(passwd, BasicFileAttributes.class);
            Read last = read;
            if (last.size() != now.size() || !last.changed().equals(now.lastModifiedTime())) {
                last = new Read(now.lastModifiedTime(), now.size(), parsed());
                read = last;
            }
            return last.users();
        } catch (IOException unreadable) {
            return Map.of();
        }
    }

    private Map<String, List<String>> parsed() throws IOException {
        Map<String, List<String>> users = new HashMap<>();
        for (String line : Files.readAllLines(passwd, StandardCharsets.ISO_8859_1)) {
            List<String> fields = List.of(line.split(":", -1));
            if (fields.size() == 7) {
                users.putIfAbsent(fields.getFirst(), fields);
            }
        }
        return users;
    }
}
