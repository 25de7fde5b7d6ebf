package dev.hpcmcp.store;

import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Submits, once if that is asked for; and says what cannot be promised now. */
final class Submitting {
    /** The line feed is ours: it tells replicas apart. */
    private static final Pattern ID = Pattern.compile("[^\\p{Cntrl}]{1,128}(\\n\\d{1,3})?");

    private final Once once;

    Submitting(Once once) {
        this.once = once;
    }

    Submitted submit(Sending sending) {
        Optional<String> id = sending.requestId();
        if (id.isEmpty()) {
            return once.submit(sending);
        }
        if (id.get().isBlank() || !ID.matcher(id.get()).matches()) {
            throw HpcException.invalid("request_id", "has 1 to 128 characters, and no line breaks");
        }
        try {
            return once.submit(sending, id.get());
        } catch (StoreTrouble away) {
            throw new HpcException(
                    new Failure.Conflict(
                            away.problem()
                                    + ", so request_id cannot keep its promise; nothing was"
                                    + " submitted. Without request_id it can be submitted now"),
                    away);
        }
    }
}
