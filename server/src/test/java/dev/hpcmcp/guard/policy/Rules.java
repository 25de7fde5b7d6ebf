package dev.hpcmcp.guard.policy;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rules for tests, one thing after the other. */
public final class Rules {
    private Who who = Who.EVERYBODY;
    private Set<String> on = Set.of();
    private Names clusters = Names.ANY;
    private final Map<Choice, Names> choices = new EnumMap<>(Choice.class);
    private final Map<Ceiling, Double> ceilings = new EnumMap<>(Ceiling.class);
    private final Map<Quota, Amount> quotas = new EnumMap<>(Quota.class);
    private Optional<Integer> perMinute = Optional.empty();
    private boolean byToken;
    private Optional<Duration> openEnd = Optional.empty();

    public static Rules rule() {
        return new Rules();
    }

    public Rules who(Who other) {
        who = other;
        return this;
    }

    public Rules on(String... ids) {
        on = Set.of(ids);
        return this;
    }

    public Rules clusters(String... ids) {
        clusters = Names.of(List.of(ids));
        return this;
    }

    public Rules allow(Choice what, String... names) {
        choices.put(what, Names.ofFamilies(List.of(names)));
        return this;
    }

    public Rules most(Ceiling what, double value) {
        ceilings.put(what, value);
        return this;
    }

    public Rules liveJobs(int most) {
        quotas.put(Quota.LIVE_JOBS, Amount.atOnce(most));
        return this;
    }

    public Rules submits(int most) {
        quotas.put(Quota.SUBMITS, Amount.perHour(most));
        return this;
    }

    public Rules changes(int most) {
        quotas.put(Quota.CHANGES, Amount.perHour(most));
        return this;
    }

    public Rules hours(Quota which, double most, Duration window) {
        quotas.put(which, Amount.hours(most, window));
        return this;
    }

    public Rules perMinute(int most) {
        perMinute = Optional.of(most);
        return this;
    }

    public Rules byToken() {
        byToken = true;
        return this;
    }

    public Rules openEnd(Duration time) {
        openEnd = Optional.of(time);
        return this;
    }

    public Rule made() {
        return new Rule(who, on, clusters, choices, ceilings, quotas, perMinute, byToken, openEnd);
    }

    public Policy alone() {
        return new Policy(List.of(made()));
    }
}
