package dev.hpcmcp.backend.ondemand;

import java.util.ArrayList;
import java.util.List;

/**
 * The scheduler's own options as lines of a script: {@code ["-N", "2"]} is one option. Sent beside
 * the script, sites of today refuse them.
 */
final class NativeOptions {
    private NativeOptions() {}

    static List<String> lines(List<String> words) {
        List<String> lines = new ArrayList<>();
        for (String word : words) {
            if (word.startsWith("-") || lines.isEmpty()) {
                lines.add(word);
            } else {
                lines.set(lines.size() - 1, lines.getLast() + " " + word);
            }
        }
        return lines;
    }

    static boolean isGood(List<String> words) {
        return words.stream().allMatch(word -> word.matches("[^\\p{Cntrl}]{1,500}"))
                && (words.isEmpty() || words.getFirst().startsWith("-"));
    }
}
