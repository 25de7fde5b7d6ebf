package dev.hpcmcp.backend.skaha;

import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.Control;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.util.Locale;
import java.util.Optional;

/** Ends and renews sessions. The service says yes to everything, so each change is looked at. */
final class Changing {
    private final SkahaApi api;
    private final Sightings sightings;

    Changing(SkahaApi api, Sightings sightings) {
        this.api = api;
        this.sightings = sightings;
    }

    Job end(Caller caller, JobId id, Cancel how) {
        how.signal()
                .ifPresent(signal -> {
                    throw new HpcException(
                            new Failure.NotSupported(
                                    sightings.cluster(),
                                    "ending a job by a signal",
                                    Optional.of("cancel_job without signal")));
                });
        Job before = sightings.one(caller, id);
        if (before.finished()) {
            return before;
        }
        return delete(caller, id) ? readBack(caller, before) : ended(before);
    }

    /** False if somebody else was faster. */
    private boolean delete(Caller caller, JobId id) {
        try {
            api.delete(caller, SessionId.of(id).orElseThrow(() -> Sightings.notFound(id)));
            return true;
        } catch (HpcException e) {
            if (e.failure() instanceof Failure.NotFound) {
                return false;
            }
            throw e;
        }
    }

    private Job readBack(Caller caller, Job before) {
        try {
            Job now = sightings.one(caller, before.jobId());
            return now.finished()
                    ? now
                    : now.change()
                            .state(JobState.ENDING, now.nativeState())
                            .connectUrl(Optional.empty())
                            .reason(
                                    "the cluster was asked to end it and still shows it; look again")
                            .build();
        } catch (HpcException e) {
            if (e.failure() instanceof Failure.NotFound) {
                return ended(before);
            }
            throw new HpcException(
                    new Failure.OutcomeUnknown(sightings.cluster(), "ending the session"), e);
        }
    }

    /**
     * The session and all that was known of it are gone, so this is the last that is said of it.
     */
    private Job ended(Job before) {
        return before.change()
                .state(JobState.FINISHED, before.nativeState())
                .outcome(Outcome.CANCELLED)
                .connectUrl(Optional.empty())
                .reason("ended by cancel_job; the cluster has removed it with its output")
                .endedAt(sightings.now())
                .asOf(sightings.now())
                .build();
    }

    /** The answer to a renewal is empty, and the same whether anything was renewed. */
    Job control(Caller caller, JobId id, Control change) {
        if (change.action() != Control.Action.RENEW) {
            throw new HpcException(
                    new Failure.NotSupported(
                            sightings.cluster(),
                            change.action().name().toLowerCase(Locale.ROOT),
                            Optional.of("it offers renew")));
        }
        SessionId.of(id)
                .filter(session -> session.app().isPresent())
                .ifPresent(app -> {
                    throw new HpcException(
                            new Failure.NotSupported(
                                    sightings.cluster(),
                                    "renewing an app by itself",
                                    Optional.of("its desktop " + app.session() + " renews it")));
                });
        Job before = sightings.one(caller, id);
        if (before.finished()) {
            throw new HpcException(
                    new Failure.Conflict("it has ended, and what has ended cannot be renewed"));
        }
        api.renew(caller, id.value());
        return sightings.one(caller, id);
    }
}
