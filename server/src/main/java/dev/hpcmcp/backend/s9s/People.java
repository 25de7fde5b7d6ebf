package dev.hpcmcp.backend.s9s;

import dev.hpcmcp.model.Hit;
import dev.hpcmcp.model.SearchQuery;
import dev.hpcmcp.model.User;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.HpcException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who is there, and what is found by searching. */
final class People {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._@-]{0,100}");
    private static final double SECONDS_OF_AN_HOUR = 3600;

    private final SiteApi api;

    People(SiteApi api) {
        this.api = api;
    }

    List<User> users(Caller caller, Optional<String> name) {
        List<Part> raws =
                name.isPresent()
                        ? List.of(api.user(caller, checked(name.get())))
                        : api.users(caller).list("users", "data");
        return raws.stream().flatMap(raw -> user(raw).stream()).toList();
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw HpcException.invalid("user", "it is no user's name");
        }
        return name;
    }

    private static Optional<User> user(Part raw) {
        return raw.text("username")
                .or(() -> raw.text("name"))
                .map(name ->
                        new User(
                                name,
                                raw.text("default_account"),
                                raw.text("admin_level").map(People::level),
                                raw.count("jobs_running"),
                                raw.count("jobs_pending"),
                                raw.seconds("cpu_time_used")
                                        .map(seconds -> seconds / SECONDS_OF_AN_HOUR),
                                raw.parts("associations").stream()
                                        .map(People::association)
                                        .toList()));
    }

    private static String level(String word) {
        return word.equalsIgnoreCase("not set") ? "none" : word.toLowerCase(Locale.ROOT);
    }

    private static User.Association association(Part raw) {
        return new User.Association(raw.text("account"), raw.text("partition"), raw.words("qos"));
    }

    List<Hit> search(Caller caller, SearchQuery query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("q", query.words());
        query.type()
                .ifPresent(type -> parameters.put("type", type.name().toLowerCase(Locale.ROOT)));
        parameters.put("limit", Integer.toString(query.limit()));
        return api.search(caller, parameters).list("results", "data").stream()
                .flatMap(raw -> hit(raw).stream())
                .filter(hit -> query.type().map(hit.type()::equals).orElse(true))
                .sorted(Comparator.comparing((Hit hit) -> hit.score().orElse(0.0)).reversed())
                .limit(query.limit())
                .toList();
    }

    /** Asked for in the plural, answered in the singular. */
    private static Optional<Hit> hit(Part raw) {
        Optional<Hit.Kind> type =
                raw.text("type")
                        .map(word -> word.toLowerCase(Locale.ROOT).replaceFirst("s$", ""))
                        .flatMap(word ->
                                switch (word) {
                                    case "job" -> Optional.of(Hit.Kind.JOBS);
                                    case "node" -> Optional.of(Hit.Kind.NODES);
                                    case "user" -> Optional.of(Hit.Kind.USERS);
                                    default -> Optional.empty();
                                });
        return type.flatMap(kind ->
                raw.text("id")
                        .map(id ->
                                new Hit(
                                        kind,
                                        id,
                                        raw.text("title"),
                                        raw.text("description"),
                                        raw.number("score"))));
    }
}
