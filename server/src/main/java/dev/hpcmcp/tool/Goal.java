package dev.hpcmcp.tool;

import dev.hpcmcp.spec.ListCheckpoints.Mode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which values of a metric are good, as far as its name says. */
final class Goal {
    private static final List<String> SMALL =
            List.of("loss", "error", "err", "mae", "mse", "rmse", "perplexity", "fpr", "distance");
    private static final List<String> LARGE =
            List.of(
                    "acc",
                    "accuracy",
                    "auc",
                    "auroc",
                    "dice",
                    "f1",
                    "froc",
                    "iou",
                    "map",
                    "precision",
                    "psnr",
                    "r2",
                    "recall",
                    "score",
                    "sensitivity",
                    "specificity",
                    "ssim");

    private Goal() {}

    static Optional<Mode> of(String metric) {
        List<String> words =
                List.of(metric.toLowerCase(Locale.ROOT).split("[^a-z0-9]+|(?<=[a-z])(?=@)"));
        if (words.stream().anyMatch(SMALL::contains)) {
            return Optional.of(Mode.MIN);
        }
        return words.stream().anyMatch(LARGE::contains) ? Optional.of(Mode.MAX) : Optional.empty();
    }
}
