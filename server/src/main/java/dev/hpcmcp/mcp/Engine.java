package dev.hpcmcp.mcp;

import dev.hpcmcp.port.Caller;
import dev.hpcmcp.spec.PublishedTool;
import dev.hpcmcp.tool.Toolbox;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.InitializeRequest;
import io.modelcontextprotocol.spec.McpSchema.InitializeResult;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The SDK's protocol engine in front of a toolbox. It knows nothing of pipes and sockets. */
public final class Engine implements AutoCloseable {
    /** People answer questions in minutes; the SDK would give them ten seconds. */
    static final Duration PATIENCE_WITH_CLIENTS = Duration.ofMinutes(10);

    /**
     * Input and output are checked in the toolbox; loading the SDK's validator costs start-up time.
     */
    private static final JsonSchemaValidator CHECKED_ELSEWHERE =
            (schema, content) -> JsonSchemaValidator.ValidationResponse.asValid(null);

    private final OpenSessions sessions = new OpenSessions();
    private final Toolbox toolbox;
    private final ToolCalls calls;
    private final ServerCapabilities capabilities;
    private final McpSyncServer server;
    private final RequestRules rules;
    private final Subscriptions subscriptions;

    public Engine(ServerCard card, Toolbox toolbox) {
        this(card, toolbox, Features.NONE);
    }

    public Engine(ServerCard card, Toolbox toolbox, Features features) {
        this.toolbox = toolbox;
        this.calls = new ToolCalls(toolbox);
        this.subscriptions = new Subscriptions(toolbox);
        this.capabilities = capabilities(features);
        Set<String> ours =
                toolbox.all().stream().map(PublishedTool::name).collect(Collectors.toSet());
        this.server = build(card, features, ours);
        this.rules = new RequestRules(capabilities.logging() != null, extraTools(ours), ours);
    }

    private static ServerCapabilities capabilities(Features features) {
        // The list is the same for the life of the process, so there is nothing to notify about.
        var capabilities = ServerCapabilities.builder().tools(false);
        features.declare(capabilities);
        return capabilities.build();
    }

    private McpSyncServer build(ServerCard card, Features features, Set<String> ours) {
        var spec =
                McpServer.sync(sessions)
                        .serverInfo(
                                Implementation.builder(card.name(), card.version())
                                        .title(card.title())
                                        .build())
                        .instructions(card.instructions().isBlank() ? null : card.instructions())
                        .capabilities(capabilities)
                        .jsonMapper(Wire.JSON)
                        .jsonSchemaValidator(CHECKED_ELSEWHERE)
                        .validateToolInputs(false)
                        .requestTimeout(PATIENCE_WITH_CLIENTS)
                        .immediateExecution(true)
                        .addToolFilter((context, tool) ->
                                !ours.contains(tool.name())
                                        || Asker.of(context).visible().contains(tool.name()))
                        .tools(tools());
        features.addTo(spec);
        return spec.build();
    }

    private List<SyncToolSpecification> tools() {
        return toolbox.all().stream()
                .map(tool -> new SyncToolSpecification(ToolWords.tool(tool), calls::call))
                .toList();
    }

    private List<String> extraTools(Set<String> ours) {
        return server.listTools().stream()
                .map(Tool::name)
                .filter(name -> !ours.contains(name))
                .toList();
    }

    /** The protocol revisions that can be agreed on, oldest first. */
    List<String> versions() {
        return sessions.protocolVersions();
    }

    /** A session with a client, and what to tell it first. */
    record Opened(Conversation conversation, InitializeResult result) {}

    Opened open(InitializeRequest request, int callsAtOnce) {
        var started = sessions.factory().startSession(request);
        var result = Objects.requireNonNull(started.initResult().block());
        sessions.add(started.session());
        var conversation = new Conversation(this, started.session(), callsAtOnce);
        return new Opened(conversation, truthful(result));
    }

    /** The SDK announces log messages whether or not there will be any. */
    private InitializeResult truthful(InitializeResult result) {
        return new InitializeResult(
                result.protocolVersion(),
                capabilities,
                result.serverInfo(),
                result.instructions(),
                result.meta());
    }

    Asker asker(Caller caller) {
        return new Asker(caller, toolbox);
    }

    Optional<String> silence(Caller caller) {
        return toolbox.silence(caller);
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    RequestRules rules() {
        return rules;
    }

    void forget(Conversation conversation) {
        subscriptions.end(conversation);
        sessions.remove(conversation.session());
    }

    @Override
    public void close() {
        server.closeGracefully();
    }
}
