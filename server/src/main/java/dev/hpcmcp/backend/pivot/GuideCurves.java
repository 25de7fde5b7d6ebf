package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.model.CurveQuery;
import dev.hpcmcp.model.Curves;
import dev.hpcmcp.model.Curves.Curve;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.rest.Call;
import dev.hpcmcp.rest.Url;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Curves as the guide documents them: records of all metrics, and histories of single ones, which
 * reach farther and may know more names.
 */
final class GuideCurves {
    private static final int MOST_RECORDS = 1_000;

    private final PivotApi api;

    GuideCurves(PivotApi api) {
        this.api = api;
    }

    Curves of(Caller caller, Job run, CurveQuery query) {
        List<Part> records = records(caller, run);
        List<Curve> curves = new ArrayList<>();
        boolean cut = records.size() >= MOST_RECORDS;
        for (Curve curve : GuideJson.curves(records)) {
            if (query.wants(curve.name()) && !(cut && query.names().contains(curve.name()))) {
                curves.add(curve);
            }
        }
        for (String name : query.names()) {
            if (curves.stream().noneMatch(curve -> curve.name().equals(name))) {
                history(caller, run, name, query).ifPresent(curves::add);
            }
        }
        return new Curves(
                within(curves, query), note(run, records, cut && query.names().isEmpty()));
    }

    private List<Part> records(Caller caller, Job run) {
        String id = run.jobId().value();
        Call call =
                Call.get(
                        api.at("training", "sessions", id, "metrics").query("limit", MOST_RECORDS));
        return new Part(api.about(caller, "reading metrics", "job", id, call).json())
                .items("metrics");
    }

    private Optional<Curve> history(Caller caller, Job run, String name, CurveQuery query) {
        String id = run.jobId().value();
        Url url = api.at("metrics", id, "history").query("metric_name", name);
        if (query.fromEpoch().isPresent()) {
            url = url.query("start_epoch", query.fromEpoch().get());
        }
        if (query.toEpoch().isPresent()) {
            url = url.query("end_epoch", query.toEpoch().get());
        }
        try {
            Call call = Call.get(url).about("metric", name);
            Part history = new Part(api.send(caller, "reading a metric", call).json());
            return Optional.of(GuideJson.history(name, history))
                    .filter(curve -> !curve.points().isEmpty());
        } catch (HpcException e) {
            if (e.failure() instanceof Failure.NotFound
                    || e.failure() instanceof Failure.NotSupported
                    || e.failure() instanceof Failure.InvalidInput) {
                return Optional.empty();
            }
            throw e;
        }
    }

    static List<Curve> within(List<Curve> curves, CurveQuery query) {
        return curves.stream()
                .map(curve ->
                        new Curve(
                                curve.name(),
                                curve.points().stream()
                                        .filter(point -> query.wants(point.epoch()))
                                        .toList()))
                .filter(curve -> !curve.points().isEmpty())
                .toList();
    }

    private static Optional<String> note(Job run, List<Part> records, boolean cut) {
        if (cut) {
            return Optional.of(
                    "only %d records were read; with names all epochs are".formatted(MOST_RECORDS));
        }
        if (!records.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                run.finished()
                        ? "the run recorded no metrics"
                        : "nothing is recorded yet: metrics come with the first finished epoch");
    }
}
