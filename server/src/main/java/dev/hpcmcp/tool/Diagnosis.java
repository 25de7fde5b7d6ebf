package dev.hpcmcp.tool;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.spec.DiagnoseJob;
import dev.hpcmcp.spec.DiagnoseJob.Confidence;
import dev.hpcmcp.spec.DiagnoseJob.Evidence;
import dev.hpcmcp.tool.DiagnoseTools.Printed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges a job by its state, then its outcome, then what it printed; never surer than that allows.
 */
final class Diagnosis {
    private static final int LAST_LINES = 5;

    private final String cluster;
    private final Job job;
    private final List<Printed> printed;
    private final List<Evidence> evidence;

    private Diagnosis(String cluster, Job job, List<Printed> printed, List<Evidence> evidence) {
        this.cluster = cluster;
        this.job = job;
        this.printed = printed;
        this.evidence = new ArrayList<>(evidence);
    }

    static DiagnoseJob.Output of(
            String cluster, Job job, List<Printed> printed, List<Evidence> evidence) {
        return new Diagnosis(cluster, job, printed, evidence).judge();
    }

    private record Verdict(String cause, Confidence confidence, String advice) {}

    private DiagnoseJob.Output judge() {
        job.reason().ifPresent(reason -> evidence.add(new Evidence("reason", reason)));
        job.exitCode()
                .ifPresent(code -> evidence.add(new Evidence("exit_code", String.valueOf(code))));
        job.signal().ifPresent(signal -> evidence.add(new Evidence("signal", signal)));
        Verdict verdict = job.outcome().map(this::ended).orElseGet(this::notEnded);
        return new DiagnoseJob.Output(
                job.state(),
                job.outcome(),
                verdict.cause(),
                verdict.confidence(),
                evidence,
                List.of(verdict.advice()),
                Optional.empty(),
                Optional.empty());
    }

    private Verdict notEnded() {
        String why = job.reason().map(reason -> ": " + reason).orElse("");
        String wait = Calls.waitForJob(cluster, job.jobId());
        return switch (job.state()) {
            case HELD ->
                    new Verdict(
                            "It is held" + why + ".",
                            Confidence.HIGH,
                            "control_job with action release starts it.");
            case QUEUED -> new Verdict("It waits" + why + ".", Confidence.HIGH, "Wait: " + wait);
            case SUSPENDED ->
                    new Verdict(
                            "It is suspended.",
                            Confidence.HIGH,
                            "control_job with action resume lets it go on.");
            case STARTING, RUNNING, ENDING ->
                    new Verdict(
                            "Nothing is wrong: it is at work.", Confidence.HIGH, "Wait: " + wait);
            case FINISHED, UNKNOWN ->
                    new Verdict(
                            "Its state cannot be told now" + why + ".",
                            Confidence.LOW,
                            "Ask again in a minute.");
        };
    }

    private Verdict ended(Outcome outcome) {
        return switch (outcome) {
            case SUCCEEDED ->
                    new Verdict(
                            "Nothing is wrong: it succeeded.",
                            Confidence.HIGH,
                            Calls.logs(cluster, job.jobId()));
            case CANCELLED ->
                    new Verdict(
                            "It was cancelled.",
                            Confidence.HIGH,
                            "Submit it again if that was not meant.");
            case TIMED_OUT ->
                    new Verdict(
                            "It ran out of its allowed run time.",
                            Confidence.HIGH,
                            "Submit it again with more wall_time_seconds, or let it save and resume.");
            case OUT_OF_MEMORY ->
                    new Verdict(
                            "It ran out of memory.",
                            Confidence.HIGH,
                            "Submit it again with more memory_gb.");
            case PREEMPTED ->
                    new Verdict(
                            "The cluster took its place for other work.",
                            Confidence.HIGH,
                            "Submit it again.");
            case NODE_FAILED ->
                    new Verdict(
                            "The machine it ran on failed.", Confidence.HIGH, "Submit it again.");
            case UNKNOWN ->
                    new Verdict(
                            "Nobody saw how it ended.",
                            Confidence.HIGH,
                            "Look at its output before trusting its results.");
            case FAILED, START_FAILED -> failed(outcome);
        };
    }

    private Verdict failed(Outcome outcome) {
        for (Symptom symptom : Symptom.KNOWN) {
            for (Printed stream : printed) {
                Optional<String> line = lastMatch(symptom, stream.lines());
                if (line.isPresent()) {
                    evidence.add(new Evidence(stream.stream(), line.get()));
                    return new Verdict(symptom.cause(), symptom.confidence(), symptom.advice());
                }
            }
        }
        printed.forEach(this::showEnd);
        return byExit(outcome);
    }

    private static Optional<String> lastMatch(Symptom symptom, List<String> lines) {
        return lines.reversed().stream()
                .filter(line -> symptom.line().matcher(line).find())
                .findFirst();
    }

    private void showEnd(Printed stream) {
        List<String> lines = stream.lines();
        List<String> end = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
        evidence.add(
                new Evidence(
                        stream.stream(),
                        end.isEmpty() ? "it printed nothing" : String.join("\n", end)));
    }

    private Verdict byExit(Outcome outcome) {
        if (job.signal().isPresent()) {
            return new Verdict(
                    "The signal " + job.signal().get() + " ended it.",
                    Confidence.MEDIUM,
                    job.signal().get().equals("KILL")
                            ? "KILL often means that memory ran out: try more memory_gb."
                            : "Read its output: " + Calls.logs(cluster, job.jobId()));
        }
        String cause =
                switch (job.exitCode().orElse(-1)) {
                    case 127 -> "A program that it calls is not there.";
                    case 126 -> "A program that it calls cannot be run.";
                    case -1 ->
                            outcome == Outcome.START_FAILED
                                    ? "It could not be started."
                                    : "It failed.";
                    default ->
                            "The script itself ended with exit code "
                                    + job.exitCode().orElse(-1)
                                    + ".";
                };
        return new Verdict(
                cause, Confidence.MEDIUM, "Read its output: " + Calls.logs(cluster, job.jobId()));
    }
}
