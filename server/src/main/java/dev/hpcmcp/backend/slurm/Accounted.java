package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.model.Usage;
import dev.hpcmcp.port.SlurmWords;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What marks a record as one of the accounting's: there, how it ended and what it used is all there
 * is to learn.
 */
record Accounted(Optional<Usage> usage) {
    /** The same record in the controller's form, so that everything else need not know. */
    static SlurmJson.Raw raw(AccountingJson.Entry entry) {
        Optional<AccountingJson.Time> time = entry.time();
        Optional<AccountingJson.ArrayPlace> array = entry.array();
        return new SlurmJson.Raw(
                entry.jobId(),
                array.flatMap(AccountingJson.ArrayPlace::jobId),
                array.flatMap(AccountingJson.ArrayPlace::taskId),
                array.flatMap(AccountingJson.ArrayPlace::task),
                entry.het().flatMap(AccountingJson.Part::jobId),
                entry.het().flatMap(AccountingJson.Part::jobOffset),
                entry.name(),
                entry.user(),
                Optional.empty(),
                entry.partition(),
                entry.account(),
                entry.state().flatMap(AccountingJson.State::current),
                entry.state().flatMap(AccountingJson.State::reason),
                Optional.empty(),
                time.flatMap(AccountingJson.Time::submission),
                time.flatMap(AccountingJson.Time::start),
                time.flatMap(AccountingJson.Time::end),
                time.flatMap(AccountingJson.Time::limit),
                exit(entry),
                entry.place(),
                Optional.empty(),
                number(entry.allocated("node")),
                number(entry.allocated("cpu")),
                memory(entry.allocated("mem")),
                Optional.empty(),
                entry.workingDirectory(),
                Optional.empty(),
                Optional.empty(),
                entry.stdoutExpanded(),
                entry.stderrExpanded(),
                entry.comment().flatMap(AccountingJson.Comment::job),
                Optional.of(new Accounted(use(entry))));
    }

    /** Whether accounting expects nothing more. */
    static boolean isOver(List<String> words) {
        return SlurmWords.outcome(words).isPresent();
    }

    /** Slurm 22.05 says 0 of every job that ended by itself, whatever its exit code was. */
    private static Optional<SlurmJson.Exit> exit(AccountingJson.Entry entry) {
        boolean succeeded =
                entry.state().flatMap(AccountingJson.State::current).stream()
                        .anyMatch(words -> words.list().contains("COMPLETED"));
        return entry.exitCode().filter(exit -> succeeded || !exit.code().equals(Optional.of(0)));
    }

    private static Optional<SlurmJson.Num> number(long value) {
        return value > 0 ? Optional.of(new SlurmJson.Num(Optional.of(value))) : Optional.empty();
    }

    private static Optional<String> memory(long mebibytes) {
        return mebibytes > 0 ? Optional.of("mem=" + mebibytes + "M") : Optional.empty();
    }

    /** Shares of what was allocated; absent where no step was measured. */
    private static Optional<Usage> use(AccountingJson.Entry entry) {
        double cpu = 0;
        double peak = 0;
        for (JsonNode step : entry.steps().stream().flatMap(JsonNode::valueStream).toList()) {
            JsonNode total = step.path("time").path("total");
            cpu += total.path("seconds").asDouble(0) + total.path("microseconds").asDouble(0) / 1e6;
            peak = Math.max(peak, memory(step));
        }
        double paid =
                entry.time().flatMap(time -> SlurmJson.number(time.elapsed())).orElse(0L)
                        * (double) entry.allocated("cpu");
        double given = entry.allocated("mem") / 1024.0;
        return peak > 0 || cpu > 0
                ? Optional.of(
                        new Usage(
                                share(cpu, paid),
                                share(peak, given),
                                Optional.empty(),
                                peak > 0 ? Optional.of(peak) : Optional.empty()))
                : Optional.empty();
    }

    /** Times are whole seconds, so a short job may seem to have used more than there was. */
    private static Optional<Double> share(double used, double given) {
        return given > 0 && used > 0 ? Optional.of(Math.min(1, used / given)) : Optional.empty();
    }

    /** All its tasks' memory at its highest, in GB. */
    private static double memory(JsonNode step) {
        return step.path("tres")
                        .path("requested")
                        .path("total")
                        .valueStream()
                        .filter(one -> one.path("type").asString("").equals("mem"))
                        .mapToDouble(one -> one.path("count").asDouble(0))
                        .max()
                        .orElse(0)
                / (1L << 30);
    }
}
