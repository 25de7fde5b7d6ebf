package dev.hpcmcp.backend.skaha;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Amounts as Kubernetes and its many admirers write them: {@code 8G}, {@code 8.59}, {@code 250m}.
 */
final class Quantity {
    private static final Pattern SHAPE =
            Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*([numkKMGTP]?)(i?)[bB]?");
    private static final double GIB = 1L << 30;

    private Quantity() {}

    /** Cores: {@code 2}, {@code 1.500}, {@code 250m}, {@code 3456789012n}. */
    static Optional<Double> cores(String text) {
        return matched(text)
                .map(m ->
                        Double.parseDouble(m.group(1))
                                * switch (m.group(2)) {
                                    case "n" -> 1e-9;
                                    case "u" -> 1e-6;
                                    case "m" -> 1e-3;
                                    default -> 1;
                                });
    }

    /**
     * Memory as it was asked for. The current service shows the gibibytes it was asked for as
     * decimal gigabytes, 8 as {@code 8.59}; older ones show them with a letter, as {@code 8G}.
     */
    static Optional<Double> asked(String text) {
        return matched(text)
                .map(m ->
                        m.group(2).isEmpty()
                                ? Math.rint(Double.parseDouble(m.group(1)) * 1e9 / GIB)
                                : amount(m) / (m.group(3).isEmpty() ? 1e9 : GIB));
    }

    /** Memory in use, in decimal gigabytes. */
    static Optional<Double> gigabytes(String text) {
        return matched(text)
                .map(m -> m.group(2).isEmpty() ? Double.parseDouble(m.group(1)) : amount(m) / 1e9);
    }

    private static double amount(Matcher m) {
        double base = m.group(3).isEmpty() ? 1000 : 1024;
        int power =
                switch (m.group(2)) {
                    case "k", "K" -> 1;
                    case "M" -> 2;
                    case "G" -> 3;
                    case "T" -> 4;
                    case "P" -> 5;
                    default -> 0;
                };
        return Double.parseDouble(m.group(1)) * Math.pow(base, power);
    }

    private static Optional<Matcher> matched(String text) {
        return Optional.of(SHAPE.matcher(text.strip())).filter(Matcher::matches);
    }
}
