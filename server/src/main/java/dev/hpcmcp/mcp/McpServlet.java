package dev.hpcmcp.mcp;

import dev.hpcmcp.port.Caller;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The MCP endpoint: who asks, in which era of the protocol, and what to say if it goes wrong. A
 * {@link FrontDoor} and a filter that leaves the {@link #CALLER} stand before it. Every request
 * holds its thread until it is answered, so the threads have to be virtual.
 */
public final class McpServlet extends HttpServlet {
    /** The request attribute with the {@link Caller}. */
    public static final String CALLER = "dev.hpcmcp.caller";

    /** The request attribute with a {@link StepUp}, if the caller's program can get more. */
    public static final String STEP_UP = "dev.hpcmcp.step-up";

    /** The request attribute with a {@code BooleanSupplier}: whether the token still lets in. */
    public static final String STILL = "dev.hpcmcp.still";

    private static final Logger LOG = LoggerFactory.getLogger(McpServlet.class);
    private static final long serialVersionUID = 1L;

    private final transient Engine engine;
    private final transient HttpSessions sessions;
    private final transient Era sessionEra;
    private volatile boolean closing;

    public McpServlet(Engine engine, HttpLimits limits, InstantSource clock) {
        this.engine = engine;
        this.sessions = new HttpSessions(engine, limits, clock);
        this.sessionEra = new SessionEra(sessions, limits);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try {
            if (closing) {
                throw closing();
            }
            era(request).serve(request, response, caller(request));
        } catch (Refused refused) {
            Replies.refuse(response, refused);
        } catch (IOException gone) {
            LOG.debug("a client left", gone);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException bug) {
            report(bug, response);
        }
    }

    private static Refused closing() {
        var problem = Problem.of(Problem.BUSY, "the server is about to stop");
        return new Refused(503, problem, Map.of("Retry-After", "10", "Connection", "close"));
    }

    private static Caller caller(HttpServletRequest request) throws Refused {
        if (request.getAttribute(CALLER) instanceof Caller caller) {
            return caller.narrowed(Wish.of(request));
        }
        throw new IllegalStateException("no filter said who calls");
    }

    /**
     * The stateless revision will be told apart here, by this header and the request's own words.
     */
    private Era era(HttpServletRequest request) throws Refused {
        String version = request.getHeader("MCP-Protocol-Version");
        if (version != null && !engine.versions().contains(version)) {
            throw new Refused(
                    400,
                    "MCP-Protocol-Version may be one of " + String.join(", ", engine.versions()));
        }
        return sessionEra;
    }

    private static void report(RuntimeException bug, HttpServletResponse response)
            throws IOException {
        String id = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("a request failed unexpectedly (error {})", id, bug);
        if (!response.isCommitted()) {
            String words = "internal error; the server's log has it as error " + id;
            var problem = Problem.of(Problem.INTERNAL_ERROR, words);
            Replies.refuse(response, new Refused(500, problem, Map.of()));
        }
    }

    public int openSessions() {
        return sessions.all().size();
    }

    /** Takes nothing more, gives the calls in flight some time, then ends them and all streams. */
    public void stop(Duration patience) throws InterruptedException {
        closing = true;
        long end = System.nanoTime() + patience.toNanos();
        for (HttpSession session : sessions.all()) {
            long left = Math.max(1, end - System.nanoTime());
            session.conversation().drain(Duration.ofNanos(left));
        }
        sessions.all().forEach(sessions::end);
    }
}
