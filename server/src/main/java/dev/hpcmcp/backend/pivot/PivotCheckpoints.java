package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.backend.pivot.PivotSettings.Profile;
import dev.hpcmcp.model.Checkpoint;
import dev.hpcmcp.model.CheckpointUpload;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.rest.Body;
import dev.hpcmcp.rest.Call;
import dev.hpcmcp.rest.FilePart;
import dev.hpcmcp.rest.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checkpoints of both APIs, which differ in a slash, an id and where a file is. */
final class PivotCheckpoints {
    private static final int PAGE = 100;
    private static final int MOST = 5_000;

    /** No call of a tool lasts longer; a download that needs more time is gone on with. */
    private static final Duration TO_DOWNLOAD = Duration.ofSeconds(90);

    private static final Duration SILENT = Duration.ofSeconds(30);
    private static final long BYTES_A_SECOND = 1 << 20;

    private final PivotApi api;
    private final Profiles profiles;

    PivotCheckpoints(PivotApi api, Profiles profiles) {
        this.api = api;
        this.profiles = profiles;
    }

    List<Checkpoint> all(Caller caller, Optional<String> session) {
        List<Checkpoint> all = new ArrayList<>();
        while (true) {
            Part page = page(caller, session, all.size());
            List<Part> items = page.items("checkpoints");
            List<Checkpoint> read =
                    items.stream().flatMap(one -> CheckpointJson.read(one).stream()).toList();
            // The guide has no offset: what does not page gives the same again.
            boolean again = !all.isEmpty() && all.containsAll(read);
            if (!again) {
                all.addAll(read);
            }
            if (again || items.size() < PAGE || page.integer("total").orElse(MOST) <= all.size()) {
                return all;
            }
            if (all.size() >= MOST) {
                throw new HpcException(
                        new Failure.OverBudget(
                                "of %d checkpoints to look through".formatted(MOST),
                                "more; give job_id"));
            }
        }
    }

    private Part page(Caller caller, Optional<String> session, int offset) {
        Reply reply =
                api.collection(
                        caller,
                        "listing checkpoints",
                        profiles.of(caller),
                        "checkpoints",
                        url -> {
                            var asked = url.query("limit", PAGE).query("offset", offset);
                            return Call.get(
                                    session.map(id -> asked.query("session_id", id)).orElse(asked));
                        });
        return new Part(reply.json());
    }

    long download(Caller caller, String id, Path target) {
        boolean source = profiles.of(caller) == Profile.SRC;
        if (source && !id.matches("\\d{1,18}")) {
            throw new HpcException(new Failure.NotFound("checkpoint", id));
        }
        Call call =
                Call.get(source ? api.at("checkpoints", id) : api.at("checkpoints", id, "download"))
                        .accept("application/octet-stream")
                        .about("checkpoint", id)
                        .within(TO_DOWNLOAD)
                        .silentFor(SILENT);
        return api.fetch(caller, "downloading the checkpoint", call, target);
    }

    Checkpoint upload(Caller caller, CheckpointUpload upload, String session) {
        CheckpointForm form = CheckpointForm.of(profiles.of(caller), upload, session);
        Duration limit = Duration.ofSeconds(60 + upload.file().toFile().length() / BYTES_A_SECOND);
        FilePart file = new FilePart("file", form.filename(), upload.file());
        Reply reply =
                api.collection(
                        caller,
                        "uploading the checkpoint",
                        profiles.of(caller),
                        "checkpoints",
                        url -> Call.post(url, Body.upload(form.fields(), file)).within(limit));
        String id =
                new Part(reply.json())
                        .text("checkpoint_id", "id")
                        .orElseThrow(() -> reply.unreadable("its answer has no id"));
        return new Checkpoint(
                id,
                Optional.of(upload.jobId()),
                Optional.of(form.filename()),
                upload.epoch(),
                Optional.empty(),
                Optional.empty(),
                new Part(reply.json()).number("size_bytes").map(Double::longValue),
                Optional.empty(),
                false);
    }
}
