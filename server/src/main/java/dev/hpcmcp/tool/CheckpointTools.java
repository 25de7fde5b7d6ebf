package dev.hpcmcp.tool;

import dev.hpcmcp.files.Exchange;
import dev.hpcmcp.files.Sha256;
import dev.hpcmcp.model.Checkpoint;
import dev.hpcmcp.model.CheckpointUpload;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Checkpoints;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.spec.ListCheckpoints;
import dev.hpcmcp.spec.ListCheckpoints.Mode;
import dev.hpcmcp.spec.TransferCheckpoint;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks for saved states of training runs, and brings them here or there. */
final class CheckpointTools {
    private static final String FROM = "from";

    private final Backends backends;
    private final Exchange exchange;

    CheckpointTools(Backends backends, Exchange exchange) {
        this.backends = backends;
        this.exchange = exchange;
    }

    ListCheckpoints.Output listCheckpoints(Caller caller, ListCheckpoints.Input input) {
        List<Checkpoint> all = port(caller, input.cluster()).checkpoints(caller, input.jobId());
        List<Checkpoint> sorted = input.bestBy().map(by -> best(all, by, input.mode())).orElse(all);
        int from = input.cursor().map(CheckpointTools::from).orElse(0);
        int until = Math.min(sorted.size(), from + input.limit());
        return new ListCheckpoints.Output(
                sorted.subList(Math.min(from, until), until),
                input.bestBy().flatMap(_ -> sorted.stream().findFirst()),
                until < sorted.size()
                        ? Optional.of(Cursors.write(Map.of(FROM, Integer.toString(until))))
                        : Optional.empty(),
                sorted.size());
    }

    private static int from(String cursor) {
        try {
            return Math.max(0, Integer.parseInt(Cursors.read(cursor).getOrDefault(FROM, "")));
        } catch (NumberFormatException e) {
            throw HpcException.invalid(
                    "cursor", "is not one that this tool gave", "next_cursor of an earlier answer");
        }
    }

    /** Those saved for this metric, or for one that is not named; best first. */
    private static List<Checkpoint> best(List<Checkpoint> all, String by, Optional<Mode> mode) {
        Mode wanted =
                mode.or(() -> Goal.of(by))
                        .orElseThrow(() ->
                                HpcException.invalid(
                                        "mode", "is needed: its name does not tell", "max, min"));
        Comparator<Checkpoint> byValue =
                Comparator.comparingDouble(one -> one.metricValue().orElseThrow());
        return all.stream()
                .filter(one -> one.metricName().map(by::equals).orElse(true))
                .filter(one -> one.metricValue().filter(Double::isFinite).isPresent())
                .sorted(wanted == Mode.MIN ? byValue : byValue.reversed())
                .toList();
    }

    TransferCheckpoint.Output transferCheckpoint(Caller caller, TransferCheckpoint.Input input) {
        return switch (input.direction()) {
            case DOWNLOAD -> download(caller, input);
            case UPLOAD -> upload(caller, input);
        };
    }

    private TransferCheckpoint.Output download(Caller caller, TransferCheckpoint.Input input) {
        String id = needed(input.checkpointId(), "checkpoint_id", "an id from list_checkpoints");
        Checkpoints port = port(caller, input.cluster());
        Path target = exchange.target(caller, input.path());
        long bytes = port.download(caller, id, target);
        return new TransferCheckpoint.Output(input.path(), id, bytes, Sha256.of(target));
    }

    private TransferCheckpoint.Output upload(Caller caller, TransferCheckpoint.Input input) {
        Checkpoints port = port(caller, input.cluster());
        CheckpointUpload upload =
                new CheckpointUpload(
                        exchange.source(caller, input.path()),
                        needed(input.jobId(), "job_id", "the run it belongs to"),
                        input.epoch(),
                        input.metrics());
        Checkpoint there = port.upload(caller, upload);
        return new TransferCheckpoint.Output(
                input.path(),
                there.checkpointId(),
                there.bytes().orElseGet(() -> upload.file().toFile().length()),
                Sha256.of(upload.file()));
    }

    private static <T> T needed(Optional<T> given, String field, String allowed) {
        return given.orElseThrow(
                () -> HpcException.invalid(field, "is needed for this direction", allowed));
    }

    private Checkpoints port(Caller caller, Optional<String> cluster) {
        return backends.serving(caller, cluster, Checkpoints.class).port();
    }
}
