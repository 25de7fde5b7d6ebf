package dev.hpcmcp.tool;

import dev.hpcmcp.model.CurveQuery;
import dev.hpcmcp.model.Curves;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Backends.Served;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Recordings;
import dev.hpcmcp.port.Training;
import dev.hpcmcp.spec.GetTrainingMetrics;
import dev.hpcmcp.spec.StartTraining;
import dev.hpcmcp.text.FailureWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts training runs and reads what they recorded. */
final class TrainingTools {
    private final Backends backends;

    TrainingTools(Backends backends) {
        this.backends = backends;
    }

    StartTraining.Output startTraining(Caller caller, StartTraining.Input input) {
        Served<Training> served = backends.serving(caller, input.cluster(), Training.class);
        Submitted started = served.port().start(caller, input.request());
        return new StartTraining.Output(
                Fit.concise(started.job()),
                started.warnings(),
                started.already(),
                Calls.waitForJob(served.cluster(), started.job().jobId()));
    }

    Drawn<GetTrainingMetrics.Output> getTrainingMetrics(
            Caller caller, GetTrainingMetrics.Input input) {
        Recordings recordings = backends.serving(caller, input.cluster(), Recordings.class).port();
        CurveQuery query = new CurveQuery(input.names(), input.fromEpoch(), input.toEpoch());
        List<String> notes = new ArrayList<>();
        Map<JobId, Curves> runs = new LinkedHashMap<>();
        runs.put(input.jobId(), recordings.curves(caller, input.jobId(), query));
        for (JobId other : input.compareWith()) {
            try {
                runs.putIfAbsent(other, recordings.curves(caller, other, query));
            } catch (HpcException e) {
                notes.add(other + ": " + FailureWords.sentence(e.failure()));
            }
        }
        Comparison comparison = Comparison.of(runs, input);
        notes.addAll(comparison.notes());
        Optional<Picture> picture =
                input.chart() ? comparison.picture(notes::add) : Optional.empty();
        return new Drawn<>(
                new GetTrainingMetrics.Output(comparison.series(), comparison.summary(), notes),
                picture);
    }
}
