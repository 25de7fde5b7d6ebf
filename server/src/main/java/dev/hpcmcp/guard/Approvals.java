package dev.hpcmcp.guard;

import dev.hpcmcp.guard.Deed.Stake;
import dev.hpcmcp.guard.Rule.How;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Decides whether a grave deed needs a person's yes, and gets it where the model cannot give it. A
 * yes holds for one caller, one tool, the exact arguments, the size of the deed, a few minutes, and
 * once.
 */
public final class Approvals implements Guard {
    static final Duration HOLDS = Duration.ofMinutes(5);
    private static final String DRY_RUN = "dry_run";

    private final Map<Stake, Rule> rules;
    private final Previews previews;
    private final Clock clock;

    public Approvals(Map<Stake, Rule> rules, Previews previews, Clock clock) {
        this.rules = Map.copyOf(rules);
        this.previews = previews;
        this.clock = clock;
    }

    /** What is usual; those who are far away are trusted less. */
    public static Map<Stake, Rule> usual(boolean http) {
        How grave = http ? How.REFUSE : How.PREVIEW_THEN_CALL;
        return Map.of(
                Stake.MANY_JOBS, new Rule(10, How.ASK, grave),
                Stake.OTHERS_JOBS, new Rule(0, How.ASK, grave),
                Stake.PRIORITY, new Rule(0, How.ASK, How.PREVIEW_THEN_CALL),
                Stake.OVERWRITE, new Rule(0, How.ASK, How.PREVIEW_THEN_CALL),
                Stake.ADMIN, new Rule(0, How.ASK, grave));
    }

    @Override
    public <T> T pass(Visit visit, Work<T> work) throws InterruptedException {
        return work.result();
    }

    @Override
    public void permit(Visit visit, Deed deed) throws InterruptedException {
        boolean canAnswer = visit.person().canAnswer();
        How how = how(deed, canAnswer);
        if (deed.plan().isPresent()) {
            if (how == How.PREVIEW_THEN_CALL) {
                planned(visit, deed, deed.plan().get());
            }
            return;
        }
        switch (how) {
            case OFF -> {}
            case PREVIEW_THEN_CALL -> preview(visit, deed);
            case ASK -> ask(visit, deed);
            case REFUSE -> throw refusal(visit, deed, canAnswer);
        }
    }

    /** Who has seen what a dry run shows may make the same call without it. */
    private void planned(Visit visit, Deed deed, Map<String, Object> plan) {
        previews.remember(seal(visit, deed, plan), until());
        if (Boolean.TRUE.equals(visit.arguments().get(DRY_RUN))) {
            previews.remember(seal(visit, deed, visit.arguments()), until());
        }
        visit.notes().add("shown");
    }

    private How how(Deed deed, boolean canAnswer) {
        return asking(deed)
                .map(stake -> rule(stake).how(canAnswer))
                .max(Comparator.naturalOrder())
                .orElse(How.OFF);
    }

    private Stream<Stake> asking(Deed deed) {
        return deed.stakes().entrySet().stream()
                .filter(stake -> stake.getValue() > rule(stake.getKey()).above())
                .map(Map.Entry::getKey);
    }

    private Rule rule(Stake stake) {
        return Optional.ofNullable(rules.get(stake)).orElse(new Rule(0, How.ASK, How.REFUSE));
    }

    private Instant until() {
        return clock.instant().plus(HOLDS);
    }

    /** Whatever differs makes another seal, which nobody has been shown. */
    private static String seal(Visit visit, Deed deed, Map<String, Object> given) {
        Map<String, Object> arguments = new HashMap<>(given);
        arguments.remove(DRY_RUN);
        return Digest.of(
                Map.of(
                        "caller", visit.caller().subject(),
                        "token", visit.caller().badge().token().orElse(""),
                        "tool", visit.spec().name(),
                        "arguments", Digest.of(arguments),
                        "stakes", new TreeMap<>(deed.stakes()).toString()));
    }

    private void preview(Visit visit, Deed deed) {
        String seal = seal(visit, deed, visit.arguments());
        if (previews.take(seal, clock.instant())) {
            visit.notes().add("shown before");
            return;
        }
        previews.remember(seal, until());
        visit.notes().add("shown");
        throw new HpcException(
                new Failure.Conflict(
                        "this would %s. Nothing was done yet: show it to the person, and only if they agree make the same call again, exactly as it is, within %d minutes; it passes once"
                                .formatted(deed.what(), HOLDS.toMinutes())));
    }

    private void ask(Visit visit, Deed deed) throws InterruptedException {
        Instant asked = clock.instant();
        String program = visit.program().isBlank() ? "An agent" : visit.program();
        Person.Consent said =
                visit.person()
                        .confirm(
                                "%s, for %s, wants to %s.%s Do you agree?"
                                        .formatted(
                                                program,
                                                visit.caller().subject(),
                                                deed.what(),
                                                deed.details().map(more -> " " + more).orElse("")));
        boolean late = clock.instant().isAfter(asked.plus(HOLDS));
        visit.notes().add("asked: " + (late ? "too late" : word(said)));
        if (late || said != Person.Consent.GIVEN) {
            throw unapproved(deed, late, said);
        }
    }

    private static String word(Person.Consent said) {
        return switch (said) {
            case GIVEN -> "yes";
            case REFUSED -> "no";
            case NONE -> "no answer";
        };
    }

    private static HpcException unapproved(Deed deed, boolean late, Person.Consent said) {
        if (!late && said == Person.Consent.REFUSED) {
            return new HpcException(
                    new Failure.NotAllowed(
                            "the person said no to this: to %s. Nothing was done. Seek no other way; ask them what they want instead"
                                    .formatted(deed.what()),
                            Optional.empty()));
        }
        return new HpcException(
                new Failure.Conflict(
                        "the person was asked whether to %s, and did not answer in time. Nothing was done; make the call again when they are there"
                                .formatted(deed.what())));
    }

    private HpcException refusal(Visit visit, Deed deed, boolean canAnswer) {
        visit.notes().add("refused by rule");
        List<String> keys =
                asking(deed)
                        .filter(stake -> rule(stake).how(canAnswer) == How.REFUSE)
                        .map(stake -> "approvals." + key(stake))
                        .sorted()
                        .toList();
        boolean unreachable =
                asking(deed).map(this::rule).anyMatch(rule -> rule.how() == How.REFUSE);
        String why =
                unreachable
                        ? "the server's configuration refuses that"
                        : "that needs the person's yes, and their program cannot ask them";
        return new HpcException(
                new Failure.NotAllowed(
                        "this would %s; %s (%s). Nothing was done. Tell the person, who can do it themselves or ask the operator"
                                .formatted(deed.what(), why, String.join(", ", keys)),
                        Optional.empty()));
    }

    /** As the configuration calls it. */
    public static String key(Stake stake) {
        return stake.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
