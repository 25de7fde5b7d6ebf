package dev.hpcmcp.app;

import dev.hpcmcp.auth.TokenSource;
import dev.hpcmcp.port.Secret;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A source of tokens that is made when it is first needed: a start does not pay for it. */
final class LaterTokens implements TokenSource {
    private final Supplier<TokenSource> making;
    private @Nullable TokenSource made;

    LaterTokens(Supplier<TokenSource> making) {
        this.making = making;
    }

    private synchronized TokenSource source() {
        TokenSource known = made;
        if (known == null) {
            known = making.get();
            made = known;
        }
        return known;
    }

    @Override
    public Fresh renewed(Secret refresh) {
        return source().renewed(refresh);
    }

    @Override
    public Fresh exchanged(Secret callers) {
        return source().exchanged(callers);
    }
}
