package dev.hpcmcp.tool;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A name in which {@code *} stands for anything and {@code ?} for one letter, in either case. */
final class Glob {
    private final String text;
    private final Pattern pattern;

    Glob(String text) {
        this.text = text;
        this.pattern =
                Pattern.compile(
                        text.codePoints()
                                .mapToObj(Glob::piece)
                                .collect(Collectors.joining())
                                .replaceAll("(\\.\\*)+", ".*"),
                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    static boolean isOne(String text) {
        return text.contains("*") || text.contains("?");
    }

    private static String piece(int letter) {
        return switch (letter) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(Character.toString(letter));
        };
    }

    boolean matches(String name) {
        return pattern.matcher(name).matches();
    }

    /**
     * The longest piece that every matching name has in it as it stands: enough to narrow a list.
     */
    Optional<String> part() {
        return Arrays.stream(text.split("[*?]+", -1))
                .filter(piece -> !piece.isEmpty())
                .max(Comparator.comparingInt(String::length));
    }
}
