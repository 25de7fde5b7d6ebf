package dev.hpcmcp.guard;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a tool is about to do that a person may want to be asked about first.
 *
 * @param stakes what makes it one, and for how many things
 * @param what in words of ours with checked ids only, to follow "this would": agents read it
 * @param details what only the person is shown: names that a cluster gave
 * @param plan the arguments of the call that would do it, if this one only shows what it would be
 */
public record Deed(
        Map<Stake, Integer> stakes,
        String what,
        Optional<String> details,
        Optional<Map<String, Object>> plan) {
    /** Why a person may want to be asked. */
    public enum Stake {
        /** More jobs at once than a person would name. */
        MANY_JOBS,
        /** Jobs of other people. */
        OTHERS_JOBS,
        /** Who starts first. */
        PRIORITY,
        /** What is deleted or written over. */
        OVERWRITE,
        /** What all users of a cluster notice. */
        ADMIN
    }

    public Deed {
        stakes = Map.copyOf(stakes);
    }

    private static Deed of(Stake stake, String what) {
        return new Deed(Map.of(stake, 1), what, Optional.empty(), Optional.empty());
    }

    /** Such as "set node n01 of lab to drain". */
    public static Deed admin(String what) {
        return of(Stake.ADMIN, what);
    }

    /** Such as "write over a file on lab". */
    public static Deed overwrite(String what) {
        return of(Stake.OVERWRITE, what);
    }

    public static Deed jobs(int jobs, String what) {
        return new Deed(Map.of(Stake.MANY_JOBS, jobs), what, Optional.empty(), Optional.empty());
    }

    /** The same, with one more reason to ask. */
    public Deed and(Stake stake, int size) {
        Map<Stake, Integer> more = new EnumMap<>(Stake.class);
        more.putAll(stakes);
        more.put(stake, size);
        return new Deed(more, what, details, plan);
    }

    public Deed with(String more) {
        return new Deed(stakes, what, Optional.of(more), plan);
    }

    /** Nothing is done now; the call with these arguments would do it. */
    public Deed planned(Map<String, Object> arguments) {
        return new Deed(stakes, what, details, Optional.of(arguments));
    }
}
