package dev.hpcmcp.backend.s9s;

import dev.hpcmcp.model.JobId;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.util.Optional;
import java.util.regex.Pattern;

/** A job's id as S9S writes it: a number, a task of an array, a part of a job of several parts. */
record JobNumber(String text) {
    private static final Pattern SHAPE = Pattern.compile("\\d{1,18}(_\\d{1,9})?(\\+\\d{1,9})?");

    static Optional<JobNumber> parse(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new JobNumber(text)) : Optional.empty();
    }

    /** What has another shape is no job's id, and is never sent. */
    static JobNumber of(JobId id) {
        return parse(id.value()).orElseThrow(() -> missing(id));
    }

    static HpcException missing(JobId id) {
        return new HpcException(new Failure.NotFound("job", id.value()));
    }

    JobId asJobId() {
        return new JobId(text);
    }
}
