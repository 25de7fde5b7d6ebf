package dev.hpcmcp.backend.skaha;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobKind;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Creates sessions, once each. An id in the answer is no proof that anything runs, and no answer is
 * no proof that nothing does; both are looked into.
 */
final class Launching {
    private final SkahaApi api;
    private final Sightings sessions;
    private final Expiry expiry;

    Launching(SkahaApi api, Sightings sessions, Expiry expiry) {
        this.api = api;
        this.sessions = sessions;
        this.expiry = expiry;
    }

    Submitted launch(Draft draft) {
        draft.findings().refuseIfAny();
        List<String> warnings = new ArrayList<>(draft.findings().warnings());
        expiry.warning().ifPresent(warnings::add);
        try {
            String id = SkahaJson.created(api.create(draft.form()));
            return new Submitted(confirmed(new JobId(id), draft, warnings), warnings);
        } catch (HpcException e) {
            return new Submitted(rescued(draft, e, warnings), warnings);
        }
    }

    private Job confirmed(JobId id, Draft draft, List<String> warnings) {
        try {
            return sessions.one(id);
        } catch (HpcException e) {
            warnings.add(
                    e.failure() instanceof Failure.NotFound
                            ? "the cluster gave an id but does not show the session: it may have been rejected; look with get_job before submitting again"
                            : "it was accepted, but could not be looked at yet");
            return Job.of(sessions.cluster(), id, JobState.UNKNOWN, "unconfirmed", sessions.now())
                    .kind(draft.kind())
                    .name(draft.name().toLowerCase(Locale.ROOT))
                    .image(draft.image())
                    .build();
        }
    }

    /** After a lost answer a name that only we can have given tells what became of it. */
    private Job rescued(Draft draft, HpcException e, List<String> warnings) {
        if (e.failure() instanceof Failure.OverBudget full) {
            throw new HpcException(new Failure.OverBudget(full.limit(), inUse(full.used())), e);
        }
        if (!(e.failure() instanceof Failure.OutcomeUnknown) || !draft.unique()) {
            throw e;
        }
        warnings.add("the cluster's answer was lost; the session was found again by its name");
        return named(draft.name()).orElseThrow(() -> e);
    }

    private Optional<Job> named(String name) {
        try {
            return sessions.all().stream()
                    .filter(job -> job.name().filter(name::equalsIgnoreCase).isPresent())
                    .findFirst();
        } catch (HpcException unknownStill) {
            return Optional.empty();
        }
    }

    /** What could be stopped to make room. */
    private String inUse(String count) {
        try {
            String all =
                    sessions.all().stream()
                            .filter(job -> !job.finished() && job.kind() != JobKind.HEADLESS)
                            .map(job ->
                                    job.jobId()
                                            + " ("
                                            + job.kind().name().toLowerCase(Locale.ROOT)
                                            + ")")
                            .collect(Collectors.joining(", "));
            return all + "; cancel_job ends one";
        } catch (HpcException unknown) {
            return "all " + count + "; list_jobs shows them and cancel_job ends one";
        }
    }
}
