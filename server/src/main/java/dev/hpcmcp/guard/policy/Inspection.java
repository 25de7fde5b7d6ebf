package dev.hpcmcp.guard.policy;

import dev.hpcmcp.port.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Holds a request against what is bounded of each job alone. */
final class Inspection {
    private final Bounds bounds;
    private final Ask ask;
    private final String whose;
    private final List<Failure> problems = new ArrayList<>();

    private Inspection(Bounds bounds, Ask ask, String whose) {
        this.bounds = bounds;
        this.ask = ask;
        this.whose = whose;
    }

    /** All that speaks against it. */
    static List<Failure> of(Bounds bounds, Ask ask, String whose) {
        Inspection inspection = new Inspection(bounds, ask, whose);
        if (bounds.size()) {
            ask.unclear().ifPresent(inspection.problems::add);
        }
        new TreeMap<>(bounds.choices()).forEach(inspection::choice);
        new TreeMap<>(bounds.ceilings()).forEach(inspection::ceiling);
        inspection.hours();
        return List.copyOf(inspection.problems);
    }

    private void choice(Choice what, Names allowed) {
        if (ask.chosen(what).filter(allowed::admits).isPresent()) {
            return;
        }
        if (ask.chosen(what).isPresent()) {
            problems.add(
                    new Failure.InvalidInput(
                            what.field(),
                            "the policy here does not allow this one for " + whose,
                            Optional.of(allowed.words())));
        } else if (what != Choice.IMAGE) {
            open(what.field(), what.key(), allowed.words());
        }
    }

    private void ceiling(Ceiling what, double most) {
        Optional<Double> asked = ask.size(what);
        if (asked.isEmpty()) {
            open(what.field(), what.key(), "at most " + Spell.number(most));
        } else if (asked.get() > most) {
            problems.add(
                    new Failure.OverBudget(
                            "%s: %s for %s".formatted(what.key(), Spell.number(most), whose),
                            "",
                            asked.map(Spell::number),
                            Optional.of(
                                    "This does not pass with time: ask for at most "
                                            + Spell.number(most))));
        }
    }

    /** What cannot be reckoned beforehand cannot be kept within hours. */
    private void hours() {
        Map<Quota, Ceiling> counted =
                new TreeMap<>(
                        Map.of(
                                Quota.CORE_HOURS, Ceiling.CORES,
                                Quota.GPU_HOURS, Ceiling.GPUS));
        counted.forEach((quota, size) -> {
            if (bounds.counts(quota)) {
                hours(quota, size);
            }
        });
    }

    private void hours(Quota quota, Ceiling size) {
        if (ask.size(size).isEmpty()) {
            open(size.field(), quota.key(), "a whole number");
        } else if (ask.whole(size) > 0 && ask.runs(bounds).isEmpty()) {
            open(Ceiling.WALL_TIME.field(), quota.key(), "seconds; less leaves more of the hours");
        }
    }

    private void open(String field, String limit, String allowed) {
        Failure problem =
                ask.kind().says(field)
                        ? new Failure.InvalidInput(
                                field,
                                "it has to be given: a policy limits it (%s)".formatted(limit),
                                Optional.of(allowed))
                        : new Failure.NotAllowed(
                                "%s on %s cannot say %s beforehand, and a policy limits that (%s); the person can ask the operator"
                                        .formatted(ask.kind().words(), ask.cluster(), field, limit),
                                Optional.empty());
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }
}
