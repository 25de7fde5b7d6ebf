package dev.hpcmcp.mcp;

import dev.hpcmcp.port.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** The revisions with sessions, up to 2025-11-25: one endpoint, three verbs. */
final class SessionEra implements Era {
    private static final String SESSION = "Mcp-Session-Id";

    private final HttpSessions sessions;
    private final HttpLimits limits;

    SessionEra(HttpSessions sessions, HttpLimits limits) {
        this.sessions = sessions;
        this.limits = limits;
    }

    @Override
    public void serve(HttpServletRequest request, HttpServletResponse response, Caller caller)
            throws IOException, InterruptedException, Refused {
        switch (request.getMethod()) {
            case "POST" -> post(request, response, caller);
            case "GET" -> listen(request, response, caller);
            case "DELETE" -> {
                sessions.end(sessions.find(request.getHeader(SESSION), caller));
                response.setStatus(204);
            }
            default -> {
                var problem = Problem.of(Problem.INVALID_REQUEST, "use GET, POST or DELETE");
                throw new Refused(405, problem, Map.of("Allow", "GET, POST, DELETE"));
            }
        }
    }

    private void post(HttpServletRequest request, HttpServletResponse response, Caller caller)
            throws IOException, InterruptedException, Refused {
        Accepts accepts = Accepts.of(request);
        switch (Wire.read(Body.read(request, limits.maxBody()))) {
            case Incoming.Bad bad -> throw new Refused(bad.problem());
            case Incoming.Request asked when asked.is("initialize") -> {
                refuseSecond(request, caller, asked);
                initialize(asked, response, accepts, caller);
            }
            case Incoming.Request asked when asked.is("ping") -> {
                session(request, caller);
                answer(asked, Map.of(), response, accepts);
            }
            case Incoming.Request asked -> {
                HttpSession session = session(request, caller);
                if (request.getAttribute(McpServlet.STEP_UP) instanceof StepUp stepUp) {
                    session.conversation().refuseLacking(asked.message(), caller, stepUp);
                }
                call(asked, session, response, accepts, caller);
            }
            case Incoming.Notice notice -> {
                notice(notice, session(request, caller).conversation());
                response.setStatus(202);
            }
            case Incoming.Reply reply -> {
                session(request, caller).conversation().accept(reply.message());
                response.setStatus(202);
            }
            case Incoming.Noise noise -> {
                session(request, caller);
                response.setStatus(202);
            }
        }
    }

    private void listen(HttpServletRequest request, HttpServletResponse response, Caller caller)
            throws IOException, InterruptedException, Refused {
        HttpSession session = session(request, caller);
        var welcome = Welcome.of(request, caller, session.conversation());
        Optional<String> silence = welcome.ended();
        if (silence.isPresent()) {
            throw new Refused(403, silence.get());
        }
        try {
            new Listening(session, limits.heartbeat(), welcome).serve(request, response);
        } finally {
            sessions.used(session);
        }
    }

    private HttpSession session(HttpServletRequest request, Caller caller) throws Refused {
        return sessions.find(request.getHeader(SESSION), caller);
    }

    /** A client that starts anew does so without the old session's id; or else it is confused. */
    private void refuseSecond(
            HttpServletRequest request, Caller caller, Incoming.Request initialize) throws Refused {
        if (request.getHeader(SESSION) != null) {
            session(request, caller);
            throw new Refused(
                    Problem.of(
                            initialize.id(),
                            Problem.INVALID_REQUEST,
                            "this session is initialized already; a new one starts without "
                                    + SESSION));
        }
    }

    private void initialize(
            Incoming.Request asked, HttpServletResponse response, Accepts accepts, Caller caller)
            throws IOException, InterruptedException, Refused {
        HttpSessions.Opened opened = sessions.open(Handshake.read(asked), caller);
        response.setHeader(SESSION, opened.session().id());
        answer(asked, opened.result(), response, accepts);
    }

    /** For what takes no time, and so no place among the calls in flight. */
    private void answer(
            Incoming.Request asked, Object result, HttpServletResponse response, Accepts accepts)
            throws IOException, InterruptedException {
        var mailbox = new Mailbox(false);
        mailbox.put(Letter.answer(asked.id(), result));
        mailbox.end();
        new PostReply(response, accepts, limits.heartbeat()).relay(mailbox);
    }

    private void call(
            Incoming.Request asked,
            HttpSession session,
            HttpServletResponse response,
            Accepts accepts,
            Caller caller)
            throws IOException, InterruptedException, Refused {
        var mailbox = new Mailbox(accepts.events());
        Call call = session.conversation().begin(asked.message(), caller, mailbox);
        try {
            new PostReply(response, accepts, limits.heartbeat()).relay(mailbox);
        } finally {
            // If the client is gone nobody will read the answer: we cannot send it again later.
            mailbox.end();
            call.cancel();
            sessions.used(session);
        }
    }

    private static void notice(Incoming.Notice notice, Conversation conversation) {
        if (notice.is("notifications/cancelled")) {
            notice.requestId().ifPresent(conversation::cancel);
        }
    }
}
