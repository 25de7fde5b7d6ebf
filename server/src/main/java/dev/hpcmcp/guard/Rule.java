package dev.hpcmcp.guard;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How one kind of deed is approved.
 *
 * @param above up to so many things nobody is asked
 * @param otherwise what to do instead of asking where the person cannot be asked; not ASK
 */
public record Rule(int above, How how, How otherwise) {
    /** From the mildest to the strictest. */
    public enum How {
        @JsonProperty("off")
        OFF,
        /** The call is shown first, and passes when it is made again; the model can do that. */
        @JsonProperty("preview-then-call")
        PREVIEW_THEN_CALL,
        /** The person is asked past the model. */
        @JsonProperty("ask")
        ASK,
        @JsonProperty("refuse")
        REFUSE
    }

    public Rule {
        if (above < 0) {
            throw new IllegalArgumentException("above is at least 0");
        }
        if (otherwise == How.ASK || otherwise == How.OFF) {
            throw new IllegalArgumentException("otherwise is refuse or preview-then-call");
        }
    }

    How how(boolean canAnswer) {
        return how == How.ASK && !canAnswer ? otherwise : how;
    }
}
