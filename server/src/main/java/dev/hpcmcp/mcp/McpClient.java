package dev.hpcmcp.mcp;

import dev.hpcmcp.tool.Client;
import dev.hpcmcp.tool.Progress;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.ElicitUrlRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The client at the other end of one call. A question goes past the model to the person. */
final class McpClient implements Client {
    private static final Logger LOG = LoggerFactory.getLogger(McpClient.class);
    private static final String YES = "confirm";

    /** Nothing is ticked beforehand: a program that accepts unread has not said yes. */
    private static final Map<String, Object> FORM =
            Map.of(
                    "type",
                    "object",
                    "properties",
                    Map.of(YES, Map.of("type", "boolean", "title", "Yes, do this")),
                    "required",
                    List.of(YES));

    private final McpSyncServerExchange exchange;
    private final Progress progress;

    private McpClient(McpSyncServerExchange exchange, Progress progress) {
        this.exchange = exchange;
        this.progress = progress;
    }

    static Client of(McpSyncServerExchange exchange, CallToolRequest request) {
        return new McpClient(exchange, SteadyProgress.of(exchange, request));
    }

    @Override
    public String program() {
        return Optional.ofNullable(exchange.getClientInfo())
                .map(info -> info.name() + " " + info.version())
                .orElse("");
    }

    @Override
    public void report(double done, OptionalDouble total, String message) {
        progress.report(done, total, message);
    }

    private Optional<ClientCapabilities.Elicitation> elicitation() {
        return Optional.ofNullable(exchange.getClientCapabilities())
                .flatMap(can -> Optional.ofNullable(can.elicitation()));
    }

    /** A client that says nothing more about it means forms. */
    @Override
    public boolean canAnswer() {
        return elicitation().filter(can -> can.form() != null || can.url() == null).isPresent();
    }

    @Override
    public boolean canOpen() {
        return elicitation().filter(can -> can.url() != null).isPresent();
    }

    @Override
    public Consent confirm(String question) throws InterruptedException {
        if (!canAnswer()) {
            return Consent.NONE;
        }
        Optional<ElicitResult> said = ask(ElicitFormRequest.builder(question, FORM).build());
        boolean unticked =
                said.filter(it -> it.action() == ElicitResult.Action.ACCEPT)
                        .filter(it ->
                                it.content() == null || !Boolean.TRUE.equals(it.content().get(YES)))
                        .isPresent();
        return unticked ? Consent.REFUSED : consent(said);
    }

    @Override
    public Consent invite(URI page, String why) throws InterruptedException {
        if (!canOpen()) {
            return Consent.NONE;
        }
        String id = UUID.randomUUID().toString();
        return consent(ask(ElicitUrlRequest.builder(why, page.toString(), id).build()));
    }

    private static Consent consent(Optional<ElicitResult> said) {
        return said.map(it ->
                        switch (it.action()) {
                            case ACCEPT -> Consent.GIVEN;
                            case DECLINE -> Consent.REFUSED;
                            case CANCEL -> Consent.NONE;
                        })
                .orElse(Consent.NONE);
    }

    /** Nothing if the client cannot do what it said it could, or nobody answers in time. */
    private Optional<ElicitResult> ask(ElicitRequest question) throws InterruptedException {
        try {
            return Optional.ofNullable(exchange.createElicitation(question));
        } catch (RuntimeException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LOG.debug("a question to the client came to nothing", e);
            return Optional.empty();
        }
    }
}
