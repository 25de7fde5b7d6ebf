package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.backend.pivot.PivotSettings.Profile;
import dev.hpcmcp.files.Sha256;
import dev.hpcmcp.model.CheckpointUpload;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.rest.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * What goes with a file that is uploaded. The service writes it where session and name say, steps
 * up included, and over a file of the same name: so both are plain, and no name is used twice.
 */
record CheckpointForm(String filename, List<Field> fields) {
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern KIND = Pattern.compile("(?i).*\\.(pth|pt)");
    private static final int HASH = 12;
    private static final JsonMapper JSON = new JsonMapper();

    static CheckpointForm of(Profile profile, CheckpointUpload upload, String session) {
        if (!SAFE.matcher(session).matches()) {
            throw HpcException.invalid("job_id", "is not one that files can be kept under");
        }
        String local = upload.file().getFileName().toString().toLowerCase(Locale.ROOT);
        if (!KIND.matcher(local).matches()) {
            throw HpcException.invalid(
                    "path", "is not a checkpoint by its name", "a file that ends in .pth or .pt");
        }
        String name =
                "%s-%s-%s%s"
                        .formatted(
                                session.substring(0, Math.min(30, session.length())),
                                upload.epoch().map(epoch -> "e" + epoch).orElse("e"),
                                Sha256.of(upload.file()).substring(0, HASH),
                                local.substring(local.lastIndexOf('.')));
        return new CheckpointForm(name, fields(profile, upload, session));
    }

    private static List<Field> fields(Profile profile, CheckpointUpload upload, String session) {
        List<Field> fields = new ArrayList<>();
        fields.add(new Field("session_id", session));
        upload.epoch().ifPresent(epoch -> fields.add(new Field("epoch", epoch.toString())));
        Map<String, Double> metrics = new TreeMap<>(upload.metrics());
        if (metrics.isEmpty()) {
            return fields;
        }
        if (profile == Profile.DOC) {
            fields.add(new Field("metrics", JSON.writeValueAsString(metrics)));
            return fields;
        }
        if (metrics.size() > 1) {
            throw HpcException.invalid("metrics", "this service keeps one metric a checkpoint");
        }
        metrics.forEach((name, value) -> {
            fields.add(new Field("metric_name", name));
            fields.add(new Field("metric_value", value.toString()));
        });
        return fields;
    }
}
