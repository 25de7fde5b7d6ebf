package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.model.TaskRange;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The tasks of an array that wait: {@code 3-6,9%2}. Slurm cuts long lists short with dots. Its
 * accounting writes bits instead, the last one for task 0: {@code 0x3FF}.
 */
final class TaskText {
    private static final Pattern BITS = Pattern.compile("0x([0-9A-Fa-f]{1,4000})");

    private TaskText() {}

    /** Whether more tasks wait than it names. */
    static boolean isCut(String text) {
        return text.contains("...");
    }

    static List<Integer> indices(String text) {
        Matcher bits = BITS.matcher(text);
        if (bits.matches()) {
            BigInteger set = new BigInteger(bits.group(1), 16);
            return IntStream.range(0, set.bitLength()).filter(set::testBit).boxed().toList();
        }
        String list = text.replaceFirst("%.*$", "").replaceFirst(",?\\.\\.\\.$", "");
        try {
            return list.isEmpty() ? List.of() : TaskRange.parse(list).indices();
        } catch (IllegalArgumentException unknownShape) {
            return List.of();
        }
    }
}
