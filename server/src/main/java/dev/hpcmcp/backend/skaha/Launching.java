package dev.hpcmcp.backend.skaha;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobKind;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.port.Caller;
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

    Submitted launch(Caller caller, Draft draft) {
        draft.findings().refuseIfAny();
        List<String> warnings = new ArrayList<>(draft.findings().warnings());
        expiry.warning(caller).ifPresent(warnings::add);
        draft.desktop().ifPresent(desktop -> mustRun(caller, desktop));
        try {
            JobId id = created(caller, draft);
            return new Submitted(confirmed(caller, id, draft, warnings), warnings);
        } catch (HpcException e) {
            return new Submitted(rescued(caller, draft, e, warnings), warnings);
        }
    }

    /** The service would say that there is no such session. */
    private void mustRun(Caller caller, JobId desktop) {
        Job job = sessions.one(caller, desktop);
        if (job.kind() != JobKind.DESKTOP || job.state() != JobState.RUNNING) {
            throw new HpcException(
                    new Failure.Conflict(
                            "an app opens in a running desktop, and "
                                    + desktop
                                    + " is none now; wait_for_job until started waits for one"));
        }
    }

    private JobId created(Caller caller, Draft draft) {
        Optional<String> desktop = draft.desktop().map(JobId::value);
        String id =
                SkahaJson.created(
                        desktop.map(in -> api.attach(caller, in, draft.form()))
                                .orElseGet(() ->
                                        api.create(
                                                caller,
                                                draft.form(),
                                                draft.kind() == JobKind.HEADLESS)));
        return desktop.map(in -> new SessionId(in, Optional.of(id)))
                .orElseGet(() -> new SessionId(id, Optional.empty()))
                .job();
    }

    private Job confirmed(Caller caller, JobId id, Draft draft, List<String> warnings) {
        try {
            return sessions.one(caller, id);
        } catch (HpcException e) {
            warnings.add(
                    e.failure() instanceof Failure.NotFound
                            ? "the cluster gave an id but does not show the session: it may have been rejected; look with get_job before submitting again"
                            : "it was accepted, but could not be looked at yet");
            return Job.of(sessions.cluster(), id, JobState.UNKNOWN, "unconfirmed", sessions.now())
                    .kind(draft.kind())
                    .name(
                            Optional.of(draft.name().toLowerCase(Locale.ROOT))
                                    .map(MarkedName::bare)
                                    .filter(name -> !name.isEmpty()))
                    .image(draft.image())
                    .build();
        }
    }

    /** After a lost answer a name that only we can have given tells what became of it. */
    private Job rescued(Caller caller, Draft draft, HpcException e, List<String> warnings) {
        return switch (e.failure()) {
            case Failure.OverBudget full ->
                    throw new HpcException(
                            new Failure.OverBudget(full.limit(), inUse(caller, full.used())), e);
            case Failure.OutcomeUnknown lost -> found(caller, draft, lost, e, warnings);
            default -> throw e;
        };
    }

    private Job found(
            Caller caller,
            Draft draft,
            Failure.OutcomeUnknown lost,
            HpcException e,
            List<String> warnings) {
        boolean halves = Complaints.tellsOfHalves(lost);
        Optional<Job> there = draft.unique() ? named(caller, draft.name()) : Optional.empty();
        if (there.isPresent()) {
            warnings.add(
                    halves
                            ? "the cluster reported an error, but the session is there, found by its name; its link may lead nowhere: then cancel_job ends it"
                            : "the cluster's answer was lost; the session was found again by its name");
            return there.get();
        }
        if (draft.unique() && !halves) {
            throw e;
        }
        String known = lost.check().map(words -> words + ". ").orElse("");
        throw new HpcException(
                new Failure.OutcomeUnknown(
                        lost.cluster(), lost.operation(), Optional.of(known + check(draft))),
                e);
    }

    private String check(Draft draft) {
        String look =
                draft.name().isEmpty()
                        ? "\"kinds\":[\"desktop_app\"]"
                        : "\"name_contains\":\"" + draft.name().toLowerCase(Locale.ROOT) + "\"";
        return "Look with list_jobs {\"cluster\":\"%s\",%s} before trying again"
                        .formatted(sessions.cluster(), look)
                + (draft.name().isEmpty() || draft.unique()
                        ? ""
                        : "; with a request_id it would be found again by itself");
    }

    private Optional<Job> named(Caller caller, String name) {
        try {
            return sessions.named(caller, name::equalsIgnoreCase);
        } catch (HpcException unknownStill) {
            return Optional.empty();
        }
    }

    /** What could be stopped to make room. */
    private String inUse(Caller caller, String count) {
        try {
            String all =
                    sessions.all(caller).stream()
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
