package dev.hpcmcp.tool;

import dev.hpcmcp.model.Curves.Curve;
import dev.hpcmcp.model.Curves.Point;
import dev.hpcmcp.spec.ListCheckpoints.Mode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Sees when a model learns its training data by heart: that gets better, and what it is for worse.
 */
final class Overfitting {
    private static final int SOON = 3;

    /** Of the range of the validation curve: less is noise. */
    private static final double MATTERS = 0.05;

    private Overfitting() {}

    /** What to say of each pair of curves where it shows. */
    static List<String> in(List<Curve> curves) {
        return curves.stream().flatMap(curve -> of(curve, curves).stream()).toList();
    }

    private static Optional<String> of(Curve validation, List<Curve> curves) {
        Optional<Mode> goal = Goal.of(validation.name());
        Optional<Curve> training = training(validation, curves);
        if (goal.isEmpty() || training.isEmpty() || validation.points().isEmpty()) {
            return Optional.empty();
        }
        CurveFacts facts = CurveFacts.of(validation);
        Point best = facts.best().orElseThrow();
        double sign = goal.get() == Mode.MIN ? 1 : -1;
        long since = validation.points().stream().filter(p -> p.epoch() > best.epoch()).count();
        double worse = sign * (facts.last() - best.value());
        boolean late = since >= Math.max(SOON, validation.points().size() / 10);
        boolean much = worse > MATTERS * (facts.max() - facts.min());
        return late && much && improvedSince(training.get(), best.epoch(), sign)
                ? Optional.of(words(validation, training.get(), best, facts.last()))
                : Optional.empty();
    }

    private static String words(Curve validation, Curve training, Point best, double last) {
        return "over-fitting likely: %s was best at epoch %d (%.4g) and is worse since (%.4g), while %s still gets better"
                .formatted(validation.name(), best.epoch(), best.value(), last, training.name());
    }

    private static boolean improvedSince(Curve training, int epoch, double sign) {
        Optional<Point> then =
                training.points().stream().filter(p -> p.epoch() <= epoch).reduce((a, b) -> b);
        return then.isPresent()
                && sign * (training.points().getLast().value() - then.get().value()) < 0;
    }

    /** {@code train_loss} for {@code val_loss}, {@code train/loss} for {@code valid/loss}. */
    private static Optional<Curve> training(Curve validation, List<Curve> curves) {
        String name = validation.name().toLowerCase(Locale.ROOT);
        if (!name.matches("val(id(ation)?)?[^a-z].*")) {
            return Optional.empty();
        }
        String wanted = name.replaceFirst("^val(id(ation)?)?", "train");
        return curves.stream()
                .filter(curve -> curve.name().toLowerCase(Locale.ROOT).equals(wanted))
                .filter(curve -> !curve.points().isEmpty())
                .findFirst();
    }
}
