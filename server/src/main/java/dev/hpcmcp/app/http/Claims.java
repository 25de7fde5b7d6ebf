package dev.hpcmcp.app.http;

import dev.hpcmcp.auth.Subjects;
import dev.hpcmcp.auth.Verdict;
import dev.hpcmcp.port.Badge;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.spec.Scope;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who the bearer of a token is, from what its issuer says in it. The token was checked before. */
public final class Claims {
    /** What can be the name of an account; whether there is one is the cluster's business. */
    private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,63}");

    private static final int LONGEST_NAME = 256;

    private final OAuthSettings settings;

    public Claims(OAuthSettings settings) {
        this.settings = settings;
    }

    /** Unknown if it does not say who it is. */
    public Verdict verdict(Map<String, Object> claims) {
        return subject(claims)
                .<Verdict>map(subject ->
                        new Verdict.Known(
                                new Caller(subject, scopes(claims), Optional.empty())
                                        .with(badge(claims)),
                                true))
                .orElse(Verdict.UNKNOWN);
    }

    private Optional<String> subject(Map<String, Object> claims) {
        Optional<String> name =
                text(claims.get(settings.subjectClaim()))
                        .filter(it -> !it.isBlank() && it.length() <= LONGEST_NAME)
                        .filter(it -> it.chars().noneMatch(Character::isISOControl));
        return settings.accounts()
                ? name.filter(it -> ACCOUNT.matcher(it).matches())
                : name.map(it -> Subjects.of(settings.issuer(), it));
    }

    /** Those that mean something here; a provider has others for others. */
    private Set<Scope> scopes(Map<String, Object> claims) {
        Set<String> granted =
                Stream.of("scope", "scp")
                        .flatMap(claim -> words(claims.get(claim)))
                        .collect(Collectors.toUnmodifiableSet());
        return Stream.of(Scope.values())
                .filter(scope -> granted.contains(settings.scopePrefix() + scope.text()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private Badge badge(Map<String, Object> claims) {
        Set<String> groups =
                settings.groupsClaim().stream()
                        .flatMap(claim -> each(claims.get(claim)))
                        .collect(Collectors.toUnmodifiableSet());
        Optional<String> client = text(claims.get("azp")).or(() -> text(claims.get("client_id")));
        return new Badge(Optional.of(settings.issuer()), client, groups);
    }

    private static Optional<String> text(@Nullable Object claim) {
        return claim instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private static Stream<String> words(@Nullable Object claim) {
        return each(claim).flatMap(text -> Stream.of(text.split(" ")));
    }

    private static Stream<String> each(@Nullable Object claim) {
        return switch (claim) {
            case String text -> Stream.of(text);
            case Collection<?> list ->
                    list.stream().filter(String.class::isInstance).map(String.class::cast);
            case null, default -> Stream.of();
        };
    }
}
