package dev.hpcmcp.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Runs of lines that say the same, or the same but for how far it is, shown once with a count. */
final class Folds {
    private static final int REPEATS_SHOWN = 3;
    private static final int STEPS_SHOWN = 8;

    /** Only what counts towards an end is progress: {@code 37%} or {@code 12/100}. */
    private static final Pattern PROGRESS = Pattern.compile("\\d%|\\d ?/ ?\\d");

    private static final Pattern NUMBER = Pattern.compile("[0-9]+(?:[.:,][0-9]+)*");
    private static final Pattern BAR = Pattern.compile("[#=>.\\-\u2500-\u259f ]+");

    private final List<String> lines = new ArrayList<>();
    private int folded;

    private Folds() {}

    /** Equal lines only: for a search, whose reader wants to see each number. */
    static Folds ofEqual(List<String> lines) {
        Folds folds = new Folds();
        folds.equalLines(lines);
        return folds;
    }

    static Folds ofAlike(List<String> lines) {
        Folds folds = new Folds();
        folds.equalLines(lines);
        List<String> once = List.copyOf(folds.lines);
        folds.lines.clear();
        folds.steps(once);
        return folds;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    int folded() {
        return folded;
    }

    private void equalLines(List<String> all) {
        for (List<String> run : runs(all, Function.identity())) {
            if (run.size() <= REPEATS_SHOWN) {
                lines.addAll(run);
            } else {
                lines.add(run.getFirst());
                lines.add("[the line above %d more times]".formatted(run.size() - 1));
                folded += run.size() - 1;
            }
        }
    }

    /** The first and the last of a run stay as they are, so that nobody misses the end. */
    private void steps(List<String> all) {
        for (List<String> run : runs(all, Folds::shape)) {
            if (run.size() <= STEPS_SHOWN || !PROGRESS.matcher(run.getFirst()).find()) {
                lines.addAll(run);
            } else {
                int left = run.size() - 2;
                lines.add(run.getFirst());
                lines.add("[%d lines like this left out; search shows them]".formatted(left));
                lines.add(run.getLast());
                folded += left;
            }
        }
    }

    private static String shape(String line) {
        return BAR.matcher(NUMBER.matcher(line).replaceAll("0")).replaceAll(" ");
    }

    private static List<List<String>> runs(List<String> all, Function<String, String> shape) {
        List<List<String>> runs = new ArrayList<>();
        String before = "";
        for (String line : all) {
            String now = shape.apply(line);
            if (runs.isEmpty() || !now.equals(before)) {
                runs.add(new ArrayList<>());
            }
            runs.getLast().add(line);
            before = now;
        }
        return runs;
    }
}
