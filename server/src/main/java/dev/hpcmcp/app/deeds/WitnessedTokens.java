package dev.hpcmcp.app.deeds;

import dev.hpcmcp.auth.IssuedToken;
import dev.hpcmcp.auth.TokenShelf;
import dev.hpcmcp.guard.Act;
import dev.hpcmcp.guard.Act.What;
import dev.hpcmcp.guard.Doer;
import dev.hpcmcp.guard.Upshot;
import dev.hpcmcp.guard.Witness;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.spec.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A shelf of tokens on which an operator changes nothing unseen. */
public final class WitnessedTokens implements TokenShelf {
    private final TokenShelf shelf;
    private final Witness witness;
    private final Doer by;

    public WitnessedTokens(TokenShelf shelf, Witness witness, Doer by) {
        this.shelf = shelf;
        this.witness = witness;
        this.by = by;
    }

    @Override
    public void add(IssuedToken token) {
        Caller it = token.caller();
        String words =
                "of %s: %s%s%s, %s"
                        .formatted(
                                it.subject(),
                                it.scopes().stream()
                                        .sorted()
                                        .map(Scope::text)
                                        .collect(Collectors.joining(" ")),
                                it.clusters().map(ids -> " on " + list(ids)).orElse(""),
                                it.badge().groups().isEmpty()
                                        ? ""
                                        : ", in " + list(it.badge().groups()),
                                span(token.expires()));
        boolean _ =
                witness.sees(
                        act(What.TOKEN_CREATE, token.id(), words),
                        () -> {
                            shelf.add(token);
                            return true;
                        },
                        Upshot::found);
    }

    @Override
    public boolean revoke(String id, Instant now) {
        return witness.sees(
                act(What.TOKEN_REVOKE, id, whose(id)), () -> shelf.revoke(id, now), Upshot::found);
    }

    @Override
    public boolean replace(String id, String sha256, Instant now, Optional<Instant> expires) {
        return witness.sees(
                act(What.TOKEN_ROTATE, id, whose(id) + ", " + span(expires)),
                () -> shelf.replace(id, sha256, now, expires),
                Upshot::found);
    }

    private Act act(What what, String id, String words) {
        return new Act(by, what, Optional.of(id), Optional.empty(), words);
    }

    private String whose(String id) {
        return shelf.find(id)
                .map(token -> "of " + token.caller().subject())
                .orElse("that is not there");
    }

    private static String span(Optional<Instant> expires) {
        return expires.map(Words::until).orElse("without an end");
    }

    private static String list(Collection<String> names) {
        return names.stream().sorted().collect(Collectors.joining(","));
    }

    @Override
    public Optional<IssuedToken> find(String id) {
        return shelf.find(id);
    }

    @Override
    public List<IssuedToken> all() {
        return shelf.all();
    }

    /** No deed of the operator's. */
    @Override
    public void used(String id, Instant now, Duration every) {
        shelf.used(id, now, every);
    }
}
