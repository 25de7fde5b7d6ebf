package dev.hpcmcp.watch;

import dev.hpcmcp.model.JobId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Those who wait: newcomers have not been told anything yet, regulars have. */
final class Crowd {
    /** Each with the era of our changes it came in: older news would not do. */
    private final Map<Waiter, Long> newcomers = new LinkedHashMap<>();

    private final Set<Waiter> regulars = new LinkedHashSet<>();

    void addNewcomer(Waiter waiter, long era) {
        newcomers.put(waiter, era);
    }

    void addRegular(Waiter waiter) {
        regulars.add(waiter);
    }

    void remove(Waiter waiter) {
        newcomers.remove(waiter);
        regulars.remove(waiter);
    }

    boolean isEmpty() {
        return newcomers.isEmpty() && regulars.isEmpty();
    }

    /** Who only keeps an eye on jobs goes along with others who wait, where there are any. */
    boolean hasNewcomers() {
        return newcomers.keySet().stream().anyMatch(one -> !one.quiet() || regulars.isEmpty());
    }

    /** Newcomers who want one look only. */
    List<Waiter> readers() {
        return newcomers(Waiter::direct);
    }

    /** Whether somebody waits for more than one look. */
    boolean waits() {
        return !regulars.isEmpty() || newcomers.keySet().stream().anyMatch(Waiter::stays);
    }

    List<Waiter> newcomers(Predicate<Waiter> which) {
        return newcomers.keySet().stream().filter(which).toList();
    }

    List<Waiter> regulars() {
        return List.copyOf(regulars);
    }

    List<Waiter> all() {
        List<Waiter> all = new ArrayList<>(newcomers.keySet());
        all.addAll(regulars);
        return all;
    }

    long era(Waiter newcomer) {
        return newcomers.getOrDefault(newcomer, 0L);
    }

    /** In whose name to ask: of somebody who is there, if anybody is. */
    Waiter asker() {
        List<Waiter> all = all();
        return all.stream().filter(one -> !one.quiet()).findFirst().orElseGet(all::getFirst);
    }

    /** A newcomer was told something; who wanted one look is thereby done. */
    void told(Waiter newcomer) {
        newcomers.remove(newcomer);
        if (newcomer.stays()) {
            regulars.add(newcomer);
        }
    }

    /** All jobs somebody wants to know of, those of newcomers first. */
    Set<JobId> ids() {
        Set<JobId> ids = new LinkedHashSet<>();
        all().forEach(waiter -> ids.addAll(waiter.ids()));
        return ids;
    }

    Set<JobId> newIds() {
        Set<JobId> ids = new LinkedHashSet<>();
        newcomers.keySet().forEach(waiter -> ids.addAll(waiter.ids()));
        return ids;
    }
}
