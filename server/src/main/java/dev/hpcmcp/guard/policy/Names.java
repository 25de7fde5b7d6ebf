package dev.hpcmcp.guard.policy;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The names that are allowed: all of them, or those listed. A listed name is meant exactly, or is
 * the beginning of others, up to a {@code /} or {@code :} and then {@code *}: a star anywhere else
 * lets in what nobody thought of, such as {@code hub.example.org.evil.com}.
 */
public record Names(Optional<Set<String>> listed) {
    public static final Names ANY = new Names(Optional.empty());

    private static final Pattern FAMILY = Pattern.compile("[^*]*[/:]\\*");
    private static final Pattern DETOUR = Pattern.compile("(^|/)\\.{0,2}(/|$)");

    public Names {
        listed = listed.map(Set::copyOf);
    }

    public static Names of(Collection<String> names) {
        return new Names(Optional.of(Set.copyOf(names)));
    }

    /** The names, of which some may end with a star. */
    public static Names ofFamilies(Collection<String> names) {
        names.stream()
                .filter(name -> name.contains("*") && !FAMILY.matcher(name).matches())
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException(
                            "%s: a * stands at the end only, after / or :".formatted(name));
                });
        return of(names);
    }

    boolean any() {
        return listed.isEmpty();
    }

    public boolean admits(String name) {
        return listed.map(all -> all.stream().anyMatch(one -> covers(one, name))).orElse(true);
    }

    private static boolean covers(String one, String name) {
        return one.equals(name) || (isFamily(one) && within(one, name));
    }

    private static boolean isFamily(String one) {
        return one.endsWith("*");
    }

    private static boolean within(String family, String name) {
        String start = family.substring(0, family.length() - 1);
        String rest = name.startsWith(start) ? name.substring(start.length()) : "";
        String plain = isFamily(rest) ? rest.substring(0, rest.length() - 1) + "x" : rest;
        // After a colon comes a tag; what has a slash is another registry's port and image.
        boolean tag = !start.endsWith(":") || !plain.contains("/");
        return tag && !plain.isEmpty() && !DETOUR.matcher(plain).find();
    }

    /** Only what both let through. */
    Names and(Names other) {
        if (any() || other.any()) {
            return any() ? other : this;
        }
        Set<String> both = new TreeSet<>();
        for (String mine : listed.get()) {
            for (String theirs : other.listed.get()) {
                if (covers(mine, theirs)) {
                    both.add(theirs);
                } else if (covers(theirs, mine)) {
                    both.add(mine);
                }
            }
        }
        return of(both);
    }

    List<String> inOrder() {
        return listed.map(all -> all.stream().sorted().toList()).orElse(List.of());
    }

    String words() {
        return inOrder().isEmpty() ? "nothing" : String.join(", ", inOrder());
    }
}
