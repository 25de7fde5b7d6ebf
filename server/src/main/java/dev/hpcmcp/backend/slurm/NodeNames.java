package dev.hpcmcp.backend.slurm;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Slurm's short form of many names: {@code n[1-3,07],gpu2}. */
final class NodeNames {
    private static final Pattern NAME = Pattern.compile("[^,\\[\\]]*(?:\\[[^\\]]*\\][^,\\[\\]]*)*");
    private static final Pattern BRACKET = Pattern.compile("([^\\[]*)\\[([^\\]]*)\\](.*)");
    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");
    private static final int MOST = 10_000;

    private NodeNames() {}

    /** As it is, if it is too much or of a form we do not know. */
    static List<String> expanded(String text) {
        List<String> names = new ArrayList<>();
        Matcher each = NAME.matcher(text);
        while (each.find()) {
            if (!each.group().isEmpty() && !add(each.group(), names)) {
                return List.of(text);
            }
        }
        return names;
    }

    private static boolean add(String name, List<String> names) {
        Matcher bracket = BRACKET.matcher(name);
        if (!bracket.matches()) {
            names.add(name);
            return names.size() <= MOST;
        }
        for (String part : bracket.group(2).split(",", -1)) {
            Matcher range = RANGE.matcher(part);
            if (!range.matches()) {
                return false;
            }
            int from = Integer.parseInt(range.group(1));
            int to = range.group(2) == null ? from : Integer.parseInt(range.group(2));
            if (to - from > MOST) {
                return false;
            }
            int width = range.group(1).length();
            for (int i = from; i <= to; i++) {
                String number = Integer.toString(i);
                String padded = "0".repeat(Math.max(0, width - number.length())) + number;
                if (!add(bracket.group(1) + padded + bracket.group(3), names)) {
                    return false;
                }
            }
        }
        return true;
    }
}
