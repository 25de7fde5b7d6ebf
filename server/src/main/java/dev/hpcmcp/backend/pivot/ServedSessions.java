package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.rest.Call;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What {@code /status} shows.
 *
 * @param zone how far the service's clock is from UTC
 */
record ServedSessions(List<Part> all, Optional<ZoneOffset> zone) {
    /** None where the service keeps none: it can start runs all the same. */
    static ServedSessions of(PivotApi api, Caller caller, Instant now, UnaryOperator<Call> how) {
        try {
            Call call = how.apply(Call.get(api.at("status")));
            Part status = new Part(api.send(caller, "reading its sessions", call).json());
            Optional<ZoneOffset> zone =
                    status.text("timestamp").flatMap(text -> Times.zone(text, now));
            return new ServedSessions(status.items("sessions"), zone);
        } catch (HpcException e) {
            if (e.failure() instanceof Failure.NotSupported) {
                return new ServedSessions(List.of(), Optional.empty());
            }
            throw e;
        }
    }

    /** By its own id, or by that of its process. */
    Optional<Part> session(String id) {
        return all.stream()
                .filter(one ->
                        one.text("session_id").filter(id::equals).isPresent()
                                || one.text("process_id").filter(id::equals).isPresent())
                .findFirst();
    }
}
