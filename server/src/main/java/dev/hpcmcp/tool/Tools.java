package dev.hpcmcp.tool;

import dev.hpcmcp.guard.Access;
import dev.hpcmcp.guard.Guard;
import dev.hpcmcp.guard.Permit;
import dev.hpcmcp.guard.Visit;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.spec.GetJob;
import dev.hpcmcp.spec.Json;
import dev.hpcmcp.spec.PublishedTool;
import dev.hpcmcp.spec.ToolSpec;
import dev.hpcmcp.text.FailureWords;
import dev.hpcmcp.text.Outline;
import dev.hpcmcp.text.Untrusted;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tools over some clusters: checks arguments, asks the guard, runs the handler, says the answer
 * or the failure.
 */
public final class Tools implements Toolbox {
    private static final Logger LOG = LoggerFactory.getLogger(Tools.class);
    private static final int MOST = 100_000;

    private final Map<String, Entry<?, ?>> tools = new LinkedHashMap<>();
    private final Access access;
    private final Suggestions suggestions;
    private final Changes changes;
    private final Guard guard;

    Tools(
            List<Tool<?, ?>> tools,
            Access access,
            Guard guard,
            Suggestions suggestions,
            Changes changes) {
        tools.forEach(tool -> this.tools.put(tool.spec().name(), entry(tool)));
        this.access = access;
        this.guard = guard;
        this.suggestions = suggestions;
        this.changes = changes;
    }

    private record Entry<I extends Record, O extends Record>(
            Tool<I, O> tool, PublishedTool published, Arguments arguments) {}

    private static <I extends Record, O extends Record> Entry<I, O> entry(Tool<I, O> tool) {
        PublishedTool published = PublishedTool.read(tool.spec());
        return new Entry<>(tool, published, new Arguments(published));
    }

    @Override
    public List<PublishedTool> all() {
        return tools.values().stream().map(Entry::published).toList();
    }

    @Override
    public List<PublishedTool> visible(Caller caller) {
        return tools.values().stream()
                .filter(entry -> refusal(caller, entry.tool()).isEmpty())
                .map(Entry::published)
                .toList();
    }

    @Override
    public Optional<JobNow> change(
            Caller caller, String cluster, String jobId, JobNow before, Duration patience)
            throws InterruptedException {
        if (!may(caller, GetJob.SPEC)) {
            return Optional.empty();
        }
        Map<String, Object> arguments = Map.of("cluster", cluster, "job_ids", List.of(jobId));
        try {
            return guard.pass(
                    visit(caller, GetJob.SPEC, arguments, Client.SILENT),
                    () -> changes.await(caller, cluster, jobId, before, patience));
        } catch (HpcException refused) {
            return Optional.empty();
        }
    }

    @Override
    public List<String> suggest(
            Caller caller, String argument, String begun, Optional<String> cluster) {
        Optional<ToolSpec<?, ?>> source = Suggestions.from(argument);
        if (source.filter(spec -> may(caller, spec)).isEmpty()) {
            return List.of();
        }
        Map<String, Object> arguments = Map.of("cluster", cluster.orElse(""));
        try {
            return guard.pass(
                    visit(caller, source.get(), arguments, Client.SILENT),
                    () -> suggestions.suggest(caller, argument, begun, cluster));
        } catch (HpcException refused) {
            return List.of();
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    @Override
    public Optional<String> silence(Caller caller) {
        try {
            guard.stay(caller);
            return Optional.empty();
        } catch (HpcException refused) {
            return Optional.of(Untrusted.sentence(FailureWords.say(refused.failure())));
        }
    }

    @Override
    public List<String> off(Caller caller) {
        return Toolboxes.off(tools.values().stream().<Tool<?, ?>>map(Entry::tool), access, caller);
    }

    /** What is known by one tool is not told past it. */
    private boolean may(Caller caller, ToolSpec<?, ?> spec) {
        Entry<?, ?> entry = tools.get(spec.name());
        return entry != null && refusal(caller, entry.tool()).isEmpty();
    }

    private Optional<Failure> refusal(Caller caller, Tool<?, ?> tool) {
        return access.refusal(caller, tool.spec(), tool.port());
    }

    @Override
    public Answer call(Caller caller, String name, Map<String, Object> arguments, Client client) {
        Entry<?, ?> entry = tools.get(name);
        if (entry == null) {
            return Answer.failed("not_found: there is no tool " + name + ".");
        }
        try {
            return run(entry, caller, arguments, client);
        } catch (HpcException e) {
            return Answer.failed(Untrusted.sentence(FailureWords.say(e.failure())))
                    .untrusted(List.of("content"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.failed("cancelled: the call was cancelled.");
        } catch (RuntimeException e) {
            return broken(name, e);
        }
    }

    private <I extends Record, O extends Record> Answer run(
            Entry<I, O> entry, Caller caller, Map<String, Object> arguments, Client client)
            throws InterruptedException {
        Tool<I, O> tool = entry.tool();
        Visit visit = visit(caller, tool.spec(), arguments, client);
        // Guards look at the facts; a picture is only the same once more.
        AtomicReference<Optional<Picture>> picture = new AtomicReference<>(Optional.empty());
        O output =
                guard.pass(
                        visit,
                        () -> {
                            Drawn<O> drawn = work(entry, visit, client);
                            picture.set(drawn.picture());
                            return drawn.output();
                        });
        ObjectNode structured = Json.MAPPER.valueToTree(output);
        Untrusted.Care care = Untrusted.treat(structured, tool.spec().output());
        return Answer.of(fit(Outline.of(structured)), structured)
                .untrusted(care.untrusted())
                .secret(care.secret())
                .with(picture.get());
    }

    /** From here on the caller has the id of this call with them, down to the cluster. */
    private static Visit visit(
            Caller caller, ToolSpec<?, ?> spec, Map<String, Object> arguments, Client client) {
        String id = UUID.randomUUID().toString();
        Client clean = new CleanClient(client, Permit.FREE);
        String program = clean.program();
        Caller calling = caller.with(caller.badge().calling(id, program));
        return new Visit(calling, spec, arguments, clean, program);
    }

    private <I extends Record, O extends Record> Drawn<O> work(
            Entry<I, O> entry, Visit visit, Client client) throws InterruptedException {
        Tool<I, O> tool = entry.tool();
        refusal(visit.caller(), tool)
                .ifPresent(why -> {
                    throw new HpcException(why);
                });
        I input = entry.arguments().read(visit.arguments(), tool.spec().input());
        Client asked = new CleanClient(client, deed -> guard.permit(visit, deed));
        return tool.work().answer(visit.caller(), input, asked);
    }

    /**
     * A last net: handlers keep their answers to {@link Fit#BUDGET} by themselves, with a cursor or
     * a reason.
     */
    private static String fit(String text) {
        if (text.length() <= MOST) {
            return text;
        }
        int line = text.lastIndexOf('\n', MOST);
        int end = line < 0 ? MOST : line;
        return text.substring(0, end)
                + "\n[cut: %d of %d characters shown; ask for less at a time]"
                        .formatted(end, text.length());
    }

    /** Our own bug: the log has what happened, the caller an id to find it by. */
    private static Answer broken(String name, RuntimeException e) {
        String id = Long.toHexString(ThreadLocalRandom.current().nextLong());
        LOG.error("{} failed by our own fault, id {}", name, id, e);
        return Answer.failed(
                "internal_error: the server has a fault in "
                        + name
                        + "; its log has it under "
                        + id
                        + ".");
    }
}
