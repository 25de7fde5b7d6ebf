package dev.hpcmcp.mcp;

import dev.hpcmcp.guard.Person;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.spec.Json;
import dev.hpcmcp.spec.PublishedTool;
import dev.hpcmcp.spec.Scope;
import dev.hpcmcp.spec.Toolset;
import dev.hpcmcp.tool.Answer;
import dev.hpcmcp.tool.Client;
import dev.hpcmcp.tool.Progress;
import dev.hpcmcp.tool.Toolbox;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.node.ObjectNode;

/** A few tools that do what tests need: answer, take their time, hang, fail. */
public final class FakeToolbox implements Toolbox {
    public static final Caller ALICE = caller("alice");
    public static final Caller GUEST =
            new Caller("guest", Set.of(Scope.CLUSTERS_READ), Optional.empty());

    private final Semaphore hanging = new Semaphore(0);
    private final Semaphore interrupted = new Semaphore(0);
    private final Semaphore released = new Semaphore(0);
    private final BlockingQueue<String> subjects = new LinkedBlockingQueue<>();

    private volatile Optional<String> silence = Optional.empty();

    public static Caller caller(String subject) {
        return new Caller(subject, EnumSet.allOf(Scope.class), Optional.empty());
    }

    @Override
    public List<PublishedTool> all() {
        return List.of(
                tool("echo", Scope.CLUSTERS_READ),
                tool("hang", Scope.JOBS_READ),
                tool("wait_a_bit", Scope.JOBS_READ),
                tool("count", Scope.JOBS_READ),
                tool("confirm", Scope.JOBS_READ),
                tool("invite", Scope.JOBS_READ),
                tool("boom", Scope.JOBS_WRITE));
    }

    private static PublishedTool tool(String name, Scope scope) {
        return new PublishedTool(
                name,
                "Title of " + name,
                "Does " + name,
                Map.of("type", "object", "additionalProperties", true),
                Map.of("type", "object"),
                Map.of("title", "Title of " + name, "readOnlyHint", true),
                scope,
                Toolset.JOBS);
    }

    @Override
    public List<PublishedTool> visible(Caller caller) {
        return all().stream().filter(tool -> caller.may(tool.scope())).toList();
    }

    @Override
    public Answer call(Caller caller, String tool, Map<String, Object> arguments, Client client) {
        subjects.add(caller.subject());
        if (visible(caller).stream().noneMatch(it -> it.name().equals(tool))) {
            return Answer.failed("you may not call " + tool);
        }
        return switch (tool) {
            case "echo" -> Answer.of("echo: " + arguments.get("text"), json(arguments));
            case "hang" -> hang(arguments);
            case "wait_a_bit" -> pause(((Number) arguments.getOrDefault("ms", 200)).longValue());
            case "count" -> count(client);
            case "confirm" -> asked(() -> client.confirm("Really?"));
            case "invite" -> asked(() -> client.invite(URI.create("https://x/y"), "Sign in"));
            default -> throw new IllegalStateException("secret detail of a bug");
        };
    }

    static ObjectNode json(Map<String, Object> facts) {
        return Json.MAPPER.valueToTree(facts);
    }

    private Answer hang(Map<String, Object> arguments) {
        hanging.release();
        while (true) {
            try {
                released.acquire();
                return Answer.of("released", json(Map.of()));
            } catch (InterruptedException e) {
                interrupted.release();
                if (!arguments.containsKey("stubborn")) {
                    Thread.currentThread().interrupt();
                    return Answer.failed("interrupted");
                }
            }
        }
    }

    private static Answer pause(long millis) {
        try {
            Thread.sleep(millis);
            return Answer.of("waited", json(Map.of("ms", millis)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.failed("interrupted");
        }
    }

    private static Answer asked(Callable<Person.Consent> question) {
        try {
            return Answer.of("consent: " + question.call(), json(Map.of()));
        } catch (Exception e) {
            return Answer.failed("interrupted");
        }
    }

    private static Answer count(Progress progress) {
        progress.report(1, OptionalDouble.of(3), "one");
        progress.report(2, OptionalDouble.of(3), "two");
        progress.report(2, OptionalDouble.empty(), "still two");
        return Answer.of("counted", json(Map.of("to", 3)));
    }

    /** From now on nobody is told anything unasked. */
    public void silence(String why) {
        silence = Optional.of(why);
    }

    @Override
    public Optional<String> silence(Caller caller) {
        return silence;
    }

    public Semaphore hanging() {
        return hanging;
    }

    public Semaphore interrupted() {
        return interrupted;
    }

    public Semaphore released() {
        return released;
    }

    public BlockingQueue<String> subjects() {
        return subjects;
    }
}
