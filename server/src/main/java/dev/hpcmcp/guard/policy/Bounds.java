package dev.hpcmcp.guard.policy;

import dev.hpcmcp.port.Caller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What holds for one caller on one cluster. */
record Bounds(
        Map<Choice, Names> choices,
        Map<Ceiling, Double> ceilings,
        List<Allotment> allotments,
        Optional<Duration> openEnd) {
    static final Bounds NONE = new Bounds(Map.of(), Map.of(), List.of(), Optional.empty());

    Bounds {
        choices = Map.copyOf(choices);
        ceilings = Map.copyOf(ceilings);
        allotments = List.copyOf(allotments);
    }

    static Bounds of(Rule rule, Caller caller) {
        List<Allotment> allotments =
                rule.quotas().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(one -> Allotment.of(one.getKey(), one.getValue(), rule, caller))
                        .toList();
        return new Bounds(rule.choices(), rule.ceilings(), allotments, rule.openEnd());
    }

    Bounds and(Bounds other) {
        Map<Choice, Names> names = new EnumMap<>(Choice.class);
        names.putAll(choices);
        other.choices.forEach((choice, some) -> names.merge(choice, some, Names::and));
        Map<Ceiling, Double> lowest = new EnumMap<>(Ceiling.class);
        lowest.putAll(ceilings);
        other.ceilings.forEach((ceiling, most) -> lowest.merge(ceiling, most, Math::min));
        List<Allotment> all = new ArrayList<>(allotments);
        all.addAll(other.allotments);
        Optional<Duration> longest =
                Stream.concat(openEnd.stream(), other.openEnd.stream()).max(Duration::compareTo);
        return new Bounds(names, lowest, all, longest);
    }

    boolean none() {
        return equals(NONE);
    }

    Names allowed(Choice choice) {
        return Optional.ofNullable(choices.get(choice)).orElse(Names.ANY);
    }

    Optional<Double> most(Ceiling ceiling) {
        return Optional.ofNullable(ceilings.get(ceiling));
    }

    /** Whether anything is said of what a job may take. */
    boolean size() {
        return !choices.isEmpty()
                || !ceilings.isEmpty()
                || allotments.stream().anyMatch(one -> one.quota() != Quota.CHANGES);
    }

    boolean counts(Quota quota) {
        return allotments.stream().anyMatch(one -> one.quota() == quota);
    }

    /** What has to have room for a new job. */
    List<Allotment> ofJobs() {
        return allotments.stream().filter(one -> one.quota() != Quota.CHANGES).toList();
    }

    List<Allotment> ofChanges() {
        return allotments.stream().filter(one -> one.quota() == Quota.CHANGES).toList();
    }

    List<Allotment> ofHours() {
        return allotments.stream().filter(one -> one.quota().hours()).toList();
    }
}
