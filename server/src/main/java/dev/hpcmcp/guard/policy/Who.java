package dev.hpcmcp.guard.policy;

import dev.hpcmcp.port.Caller;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/**
 * Whom a rule is for: those named and those of the groups; everybody, if neither is given; always
 * without the exceptions.
 */
public record Who(
        Optional<Set<String>> users,
        Optional<Set<String>> groups,
        Set<String> exceptUsers,
        Set<String> exceptGroups) {
    public static final Who EVERYBODY =
            new Who(Optional.empty(), Optional.empty(), Set.of(), Set.of());

    public Who {
        users = users.map(Set::copyOf);
        groups = groups.map(Set::copyOf);
        exceptUsers = Set.copyOf(exceptUsers);
        exceptGroups = Set.copyOf(exceptGroups);
    }

    public static Who users(String... names) {
        return new Who(Optional.of(Set.of(names)), Optional.empty(), Set.of(), Set.of());
    }

    public static Who groups(String... names) {
        return new Who(Optional.empty(), Optional.of(Set.of(names)), Set.of(), Set.of());
    }

    boolean includes(Caller caller) {
        Set<String> theirs = caller.badge().groups();
        boolean everybody = users.isEmpty() && groups.isEmpty();
        boolean named = users.filter(names -> names.contains(caller.subject())).isPresent();
        boolean member = groups.filter(some -> !Collections.disjoint(some, theirs)).isPresent();
        return (everybody || named || member)
                && !exceptUsers.contains(caller.subject())
                && Collections.disjoint(exceptGroups, theirs);
    }
}
