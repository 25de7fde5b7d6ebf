package dev.hpcmcp.auth;

import dev.hpcmcp.port.Caller;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The tokens from the configuration and those in the token file. */
public final class Tokens implements TokenCheck {
    private final List<HashedToken> known;
    private final Optional<TokenFile> file;

    public Tokens(List<KnownToken> known, Optional<TokenFile> file) {
        this.known = known.stream().map(HashedToken::of).toList();
        this.file = file;
        refuseSharing();
    }

    /** Else it would depend on the order of the configuration who a caller is. */
    private void refuseSharing() {
        for (int i = 0; i < known.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (known.get(i).hash().matches(known.get(j).hash())) {
                    throw new IllegalArgumentException(
                            known.get(j).caller().subject()
                                    + " and "
                                    + known.get(i).caller().subject()
                                    + " have the same token");
                }
            }
        }
    }

    @Override
    public Verdict of(String token) {
        return callerOf(token).map(Verdict::known).orElse(Verdict.UNKNOWN);
    }

    Optional<Caller> callerOf(String token) {
        TokenHash asked = TokenHash.of(token);
        Optional<Caller> found = Optional.empty();
        // To the end every time: how long it takes must not tell which token was nearly right.
        for (HashedToken candidate : all()) {
            if (candidate.hash().matches(asked)) {
                found = Optional.of(candidate.caller());
            }
        }
        return found;
    }

    private List<HashedToken> all() {
        return file.map(it -> Stream.concat(it.tokens().stream(), known.stream()).toList())
                .orElse(known);
    }
}
