package dev.hpcmcp.backend.local;

import java.util.Optional;

/** A process, told by its birth from a later one that was given the same pid. */
record Identity(long pid, String birth) {
    static Optional<Identity> parse(String text) {
        int space = text.indexOf(' ');
        if (space < 1
                || space > 18
                || !text.substring(0, space).chars().allMatch(Character::isDigit)) {
            return Optional.empty();
        }
        return Optional.of(
                new Identity(
                        Long.parseLong(text.substring(0, space)),
                        text.substring(space + 1).strip()));
    }

    @Override
    public String toString() {
        return pid + " " + birth;
    }
}
