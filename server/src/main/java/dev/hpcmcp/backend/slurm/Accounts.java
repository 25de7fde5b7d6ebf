package dev.hpcmcp.backend.slurm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The users that this machine knows by itself. Directories on the network are not asked. */
record Accounts(Path passwd) {
    static final Accounts OF_THIS_MACHINE = new Accounts(Path.of("/etc/passwd"));

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
        try (var lines = Files.lines(passwd, StandardCharsets.ISO_8859_1)) {
            return lines.map(line -> line.split(":", -1))
                    .filter(fields -> fields.length == 7 && fields[0].equals(user))
                    .map(fields -> fields[number])
                    .findFirst();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
