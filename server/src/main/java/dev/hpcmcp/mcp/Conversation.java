package dev.hpcmcp.mcp;

import dev.hpcmcp.port.Caller;
import dev.hpcmcp.spec.Scope;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's session: its calls in flight, and how they end. */
final class Conversation {
    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

    private final Engine engine;
    private final McpStreamableServerSession session;
    private final Map<Object, Call> calls = new ConcurrentHashMap<>();
    private final Set<Call> working = ConcurrentHashMap.newKeySet();
    private final Audience audience = new Audience();
    private final int callsAtOnce;
    private final Semaphore places;

    Conversation(Engine engine, McpStreamableServerSession session, int callsAtOnce) {
        this.engine = engine;
        this.session = session;
        this.callsAtOnce = callsAtOnce;
        this.places = new Semaphore(callsAtOnce);
    }

    String id() {
        return session.getId();
    }

    McpStreamableServerSession session() {
        return session;
    }

    /** Whether nobody waits for an answer. */
    boolean idle() {
        return working.isEmpty();
    }

    Audience audience() {
        return audience;
    }

    /** Starts to work on a request, unless it cannot even be started. */
    Call begin(JSONRPCRequest request, Caller caller, Outbox outbox) throws Refused {
        if (!places.tryAcquire()) {
            throw busy(request);
        }
        Asker asker = engine.asker(caller);
        var call = new Call(request.id(), outbox, this::settle, it -> work(it, request, asker));
        if (calls.putIfAbsent(request.id(), call) != null) {
            places.release();
            String words = "a request with the id " + request.id() + " is still being worked on";
            throw new Refused(Problem.of(request.id(), Problem.INVALID_REQUEST, words));
        }
        working.add(call);
        call.start();
        return call;
    }

    /**
     * Said before any answer begins, as only a status of its own tells a program to ask for more.
     */
    void refuseLacking(JSONRPCRequest request, Caller caller, StepUp stepUp) throws Refused {
        Map<?, ?> params = request.params() instanceof Map<?, ?> given ? given : Map.of();
        Optional<String> tool = Needs.tool(request.method(), params);
        Optional<Scope> lacking = tool.flatMap(engine.asker(caller)::lacks);
        if (lacking.isPresent()) {
            String words = tool.get() + " needs the scope " + lacking.get();
            throw new Refused(
                    403,
                    Problem.of(request.id(), Problem.INVALID_REQUEST, words),
                    Map.of("WWW-Authenticate", stepUp.header(caller, lacking.get())));
        }
    }

    private Refused busy(JSONRPCRequest request) {
        String words = callsAtOnce + " calls are in flight already; try again when one has ended";
        var problem = Problem.of(request.id(), Problem.BUSY, words);
        return new Refused(429, problem, Map.of("Retry-After", "1"));
    }

    private void work(Call call, JSONRPCRequest request, Asker asker) {
        try {
            Optional<Problem> problem = problem(request, asker);
            if (problem.isPresent()) {
                call.put(Letter.of(problem.get()));
            } else {
                ask(call, request, asker);
                engine.subscriptions().noted(request, asker.caller(), this);
            }
        } catch (InterruptedException e) {
            // Cancelled: nobody waits for an answer.
        } catch (RuntimeException e) {
            if (!call.cancelled()) {
                LOG.error("{} failed unexpectedly", request.method(), e);
            }
        } finally {
            end(call, request);
        }
    }

    private Optional<Problem> problem(JSONRPCRequest request, Asker asker)
            throws InterruptedException {
        Optional<Problem> problem = engine.rules().problem(request, asker);
        return problem.isPresent()
                ? problem
                : engine.subscriptions().problem(request, asker.caller(), id());
    }

    /** Says something that answers no call, if the client listens. */
    void notify(String method, Object params) {
        session.sendNotification(method, params).onErrorComplete().block();
    }

    /**
     * Frees the id and the place before the client can see the answer, and so could use them again.
     * A cancelled call keeps both until its tool has really stopped.
     */
    private void settle(Call call) {
        if (calls.remove(call.id(), call)) {
            places.release();
        }
    }

    private void ask(Call call, JSONRPCRequest request, Asker asker) {
        session.responseStream(new OutboxTransport(call, result -> asker.shown(result)))
                .handle(request)
                .contextWrite(it -> it.put(McpTransportContext.KEY, asker.context()))
                .block();
    }

    /** Whatever happened, a request that was not cancelled has an answer in the end. */
    private void end(Call call, JSONRPCRequest request) {
        try {
            String words = "internal error: " + request.method() + " came to no result";
            call.put(Letter.of(Problem.of(request.id(), Problem.INTERNAL_ERROR, words)));
        } catch (InterruptedException e) {
            // Cancelled in the last moment.
        }
        settle(call);
        call.finish();
        working.remove(call);
    }

    void cancel(Object id) {
        Call call = calls.get(id);
        if (call != null) {
            call.cancel();
        }
    }

    /** An answer to something that we asked the client. One that comes too late helps nobody. */
    void accept(JSONRPCResponse response) {
        session.accept(response).onErrorComplete().subscribe();
    }

    /** Why this caller is to hear nothing now, if so. */
    Optional<String> silence(Caller caller) {
        return engine.silence(caller);
    }

    /** Opens the stream for what answers no call; the newest one counts. Returns how to leave. */
    Runnable listen(Outbox outbox) {
        var stream = session.listeningStream(new OutboxTransport(outbox));
        audience.enter();
        return () -> {
            stream.close();
            audience.leave();
        };
    }

    /** Waits for the calls in flight, and tells whether they all ended. */
    boolean drain(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        for (Call call : working) {
            if (!call.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())))) {
                return false;
            }
        }
        return true;
    }

    void close() {
        working.forEach(Call::cancel);
        engine.forget(this);
        session.close();
    }
}
