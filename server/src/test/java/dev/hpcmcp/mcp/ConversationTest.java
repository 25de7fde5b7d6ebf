package dev.hpcmcp.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.InitializeRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ConversationTest {
    private final FakeToolbox toolbox = new FakeToolbox();
    private final Conversation conversation = open();

    private Conversation open() {
        var engine = new Engine(new ServerCard("test", "Test", "1", ""), toolbox);
        var hello =
                InitializeRequest.builder(
                                "2025-11-25",
                                ClientCapabilities.builder().build(),
                                Implementation.builder("t", "1").build())
                        .build();
        return engine.open(hello, 1).conversation();
    }

    private static JSONRPCRequest call(int id, String tool) {
        return new JSONRPCRequest("tools/call", id, Map.of("name", tool));
    }

    @Test
    void theIdAndThePlaceAreFreeBeforeTheClientCanSeeTheAnswer() throws Exception {
        var second = new CompletableFuture<String>();
        Outbox quickClient =
                answer -> {
                    try {
                        Call _ =
                                conversation.begin(
                                        call(1, "echo"),
                                        FakeToolbox.ALICE,
                                        it -> second.complete("answered"));
                    } catch (Refused refused) {
                        second.complete(refused.getMessage());
                    }
                };
        Call _ = conversation.begin(call(1, "echo"), FakeToolbox.ALICE, quickClient);
        assertThat(second.get(5, TimeUnit.SECONDS)).isEqualTo("answered");
    }

    @Test
    void aCancelledCallKeepsItsPlaceUntilItsToolHasStopped() throws Exception {
        var hanging =
                new JSONRPCRequest(
                        "tools/call",
                        1,
                        Map.of("name", "hang", "arguments", Map.of("stubborn", true)));
        Call _ = conversation.begin(hanging, FakeToolbox.ALICE, answer -> {});
        toolbox.hanging().acquire();
        conversation.cancel(1);
        assertThatThrownBy(() -> begin(2)).isInstanceOf(Refused.class);
        assertThat(conversation.drain(Duration.ofMillis(50))).isFalse();
        toolbox.released().release();
        assertThat(conversation.drain(Duration.ofSeconds(5))).isTrue();
        begin(2);
    }

    private void begin(int id) throws Refused {
        Call _ = conversation.begin(call(id, "echo"), FakeToolbox.ALICE, answer -> {});
    }
}
