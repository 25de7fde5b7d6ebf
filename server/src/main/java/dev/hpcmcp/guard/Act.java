package dev.hpcmcp.guard;

import java.util.Optional;

/**
 * What somebody does outside calls. No secret is in it, nor anything that was made of one.
 *
 * @param token the id of the token that it is about; else that of the doer is recorded
 * @param words for whom, and what
 */
public record Act(
        Doer by, What what, Optional<String> token, Optional<String> cluster, String words) {
    /** About no token. */
    public static Act at(String cluster, Doer by, What what, String words) {
        return new Act(by, what, Optional.empty(), Optional.of(cluster), words);
    }

    /** About neither a token nor a cluster. */
    public static Act of(Doer by, What what, String words) {
        return new Act(by, what, Optional.empty(), Optional.empty(), words);
    }

    /** In the place of a tool's name, and never like one. */
    public enum What {
        SIGN_IN("sign in"),
        CREDENTIAL_SET("credential set"),
        CREDENTIAL_REMOVE("credential remove"),
        CREDENTIAL_ROTATE_KEY("credential rotate-key"),
        TOKEN_CREATE("token create"),
        TOKEN_REVOKE("token revoke"),
        TOKEN_ROTATE("token rotate"),
        STOP("stop"),
        LIFT("lift");

        private final String text;

        What(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }
}
