package dev.hpcmcp.mcp;

import dev.hpcmcp.mcp.JobResources.Named;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.tool.JobNow;
import dev.hpcmcp.tool.Toolbox;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells the subscribers of jobs when these change. Each follows on a virtual thread of its own, by
 * looks that all who wait share; it rests while nobody listens, and ends with the job, the
 * subscription or the session.
 */
final class Subscriptions {
    private static final Duration ONE_LOOK = Duration.ZERO;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration OUTPUT_GROWS = Duration.ofSeconds(10);
    private static final int MOST_PER_SESSION = 100;

    private final Toolbox toolbox;
    private final Map<Key, Thread> followers = new ConcurrentHashMap<>();

    /** How jobs were when their subscribers were let in: what changes after that is told. */
    private final Map<Key, JobNow> begun = new ConcurrentHashMap<>();

    private record Key(String session, String uri) {}

    Subscriptions(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    /** Why this caller cannot subscribe to that: others' jobs are as absent here as everywhere. */
    Optional<Problem> problem(JSONRPCRequest request, Caller caller, String session)
            throws InterruptedException {
        if (!request.method().equals("resources/subscribe") || !uri(request).startsWith("hpc:")) {
            return Optional.empty();
        }
        Optional<Named> named = Named.of(uri(request));
        Optional<JobNow> seen =
                named.isEmpty()
                        ? Optional.empty()
                        : look(caller, named.get(), JobNow.UNSEEN, ONE_LOOK);
        if (seen.isEmpty()) {
            String words =
                    "there is no such job, or it is not yours to see; a job is " + JobResources.JOB;
            return Optional.of(Problem.of(request.id(), Problem.RESOURCE_NOT_FOUND, words));
        }
        long open =
                followers.keySet().stream().filter(key -> key.session().equals(session)).count();
        if (open >= MOST_PER_SESSION) {
            String words =
                    "a session may subscribe to " + MOST_PER_SESSION + " resources; end some";
            return Optional.of(Problem.of(request.id(), Problem.BUSY, words));
        }
        begun.put(new Key(session, uri(request)), seen.get());
        return Optional.empty();
    }

    /** After the SDK has taken note of it too. */
    void noted(JSONRPCRequest request, Caller caller, Conversation conversation) {
        Key key = new Key(conversation.id(), uri(request));
        switch (request.method()) {
            case "resources/subscribe" ->
                    Named.of(key.uri())
                            .ifPresent(named ->
                                    followers.computeIfAbsent(
                                            key, _ -> follower(key, named, caller, conversation)));
            case "resources/unsubscribe" -> end(key);
            default -> {}
        }
    }

    void end(Conversation conversation) {
        followers.keySet().stream()
                .filter(key -> key.session().equals(conversation.id()))
                .forEach(this::end);
        begun.keySet().removeIf(key -> key.session().equals(conversation.id()));
    }

    List<Thread> followers() {
        return List.copyOf(followers.values());
    }

    private void end(Key key) {
        Thread follower = followers.remove(key);
        if (follower != null) {
            follower.interrupt();
        }
    }

    private Thread follower(Key key, Named named, Caller caller, Conversation conversation) {
        return Thread.ofVirtual()
                .start(() -> {
                    try {
                        follow(key, named, caller, conversation);
                    } catch (InterruptedException e) {
                        // Nobody listens any more.
                    } finally {
                        followers.remove(key, Thread.currentThread());
                    }
                });
    }

    private void follow(Key key, Named named, Caller caller, Conversation conversation)
            throws InterruptedException {
        Duration patience = named.log() ? OUTPUT_GROWS : PATIENCE;
        Optional<JobNow> seen = Optional.ofNullable(begun.remove(key));
        conversation.audience().await();
        if (seen.filter(JobNow::finished).isPresent()) {
            // Whoever subscribes may have read it while it ran.
            conversation.notify("notifications/resources/updated", Map.of("uri", key.uri()));
        }
        while (seen.isPresent() && !seen.get().finished()) {
            conversation.audience().await();
            Optional<JobNow> now = look(caller, named, seen.get(), patience);
            if (named.log() || !now.equals(seen)) {
                conversation.notify("notifications/resources/updated", Map.of("uri", key.uri()));
            }
            seen = now;
        }
    }

    private Optional<JobNow> look(Caller caller, Named named, JobNow before, Duration patience)
            throws InterruptedException {
        return toolbox.change(caller, named.cluster(), named.id(), before, patience);
    }

    private static String uri(JSONRPCRequest request) {
        return request.params() instanceof Map<?, ?> params
                ? String.valueOf(params.get("uri"))
                : "";
    }
}
