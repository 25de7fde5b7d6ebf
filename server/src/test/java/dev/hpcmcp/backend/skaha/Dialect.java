package dev.hpcmcp.backend.skaha;

import java.util.Map;
import java.util.Optional;

/** How the service spoke over the years, as its contract tells. */
public enum Dialect {
    /** As the guide documents it: JSON answers, {@code kind}, a session id of that name. */
    D0("v0"),
    /** The first that ran: plain ids, pod phases, {@code <none>} for nothing, flat sizes. */
    D1("v0"),
    /** The same below {@code /v1}, where an id is no proof that a job exists. */
    D2("v1"),
    /** Today: states of jobs, nothing for nothing, memory in decimal gigabytes. */
    D3("v1");

    private static final Map<String, String> PHASES =
            Map.of("Completed", "Succeeded", "Pending", "Pending", "Running", "Running");

    private final String path;

    Dialect(String path) {
        this.path = path;
    }

    String path() {
        return path;
    }

    /** The guide does not have it. */
    Optional<String> context() {
        return switch (this) {
            case D0 -> Optional.empty();
            case D1 -> Optional.of(Answers.file("context-flat-before-2024.json"));
            case D2, D3 -> Optional.of(Answers.file("context.json"));
        };
    }

    String images() {
        return Answers.file(this == D0 ? "image-as-the-guide-documents-it.json" : "image.json");
    }

    /** Which field decides what is started. */
    String typeField() {
        return this == D0 ? "kind" : "type";
    }

    private String status(String word) {
        return switch (this) {
            case D0 -> word.equals("Failed") ? "Error" : word;
            case D1 -> PHASES.getOrDefault(word, word);
            case D2, D3 -> word;
        };
    }

    String created(String id, String url) {
        return this == D0
                ? "{\"sessionId\":\"%s\",\"connectURL\":\"%s\"}".formatted(id, url)
                : id + "\n";
    }

    /** What deleting what is not there gives. */
    int deletingNothing() {
        return this == D1 || this == D0 ? 404 : 200;
    }

    String show(FakeSession session) {
        return switch (this) {
            case D0 -> documented(session);
            case D1, D2 -> early(session);
            case D3 -> today(session);
        };
    }

    private String documented(FakeSession session) {
        return """
        {"sessionId":"%s","type":"%s","status":"%s","image":"%s","name":"%s","cores":2,"ram":4,"connectURL":"%s"}
        """
                .formatted(
                        session.id(),
                        session.type(),
                        status(session.status()),
                        session.image(),
                        session.name(),
                        session.url());
    }

    private String early(FakeSession session) {
        return """
        {"id":"%s","userid":"alice","runAsUID":"10001","runAsGID":"10001","supplementalGroups":[],%s
         "image":"%s","type":"%s","status":"%s","name":"%s","startTime":"%s","expiryTime":"%s",
         "connectURL":"%s","requestedRAM":"8G","requestedCPUCores":"2","requestedGPUCores":"<none>",
         "coresInUse":"0m","ramInUse":"<none>"}
        """
                .formatted(
                        session.id(),
                        session.appField(),
                        session.image(),
                        session.type(),
                        status(session.status()),
                        session.name(),
                        session.startTime("<none>"),
                        session.expiryTime("<none>"),
                        session.url().isEmpty() ? "not-applicable" : session.url());
    }

    private String today(FakeSession session) {
        String times =
                session.started()
                        ? "\"startTime\":\"%s\",\"expiryTime\":\"%s\","
                                .formatted(session.startTime(""), session.expiryTime(""))
                        : "";
        return """
        {"id":"%s","userid":"alice","runAsUID":"10001","runAsGID":"10001","supplementalGroups":[34241],%s
         "image":"%s","type":"%s","status":"%s","name":"%s",%s"connectURL":"%s",
         "requestedRAM":"8.59","requestedCPUCores":"2","requestedGPUCores":"0","isFixedResources":true}
        """
                .formatted(
                        session.id(),
                        session.appField(),
                        session.image(),
                        session.type(),
                        session.status(),
                        session.name(),
                        times,
                        session.url());
    }
}
