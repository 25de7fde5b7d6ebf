package dev.hpcmcp.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

class GateTest {
    private final OkHttpClient client =
            new OkHttpClient.Builder().addNetworkInterceptor(Gate::pass).build();
    private final Gate gate = new Gate();

    private int send(RawServer server) throws IOException {
        Request request = new Request.Builder().url(server.url()).tag(Gate.class, gate).build();
        try (Response response = client.newCall(request).execute()) {
            return response.code();
        }
    }

    private static RawServer friendly() throws IOException {
        return RawServer.playing(connection -> {
            connection.read();
            connection.answer("{}");
        });
    }

    @Test
    void letsARequestOutAndKnowsIt() throws IOException {
        try (RawServer server = friendly()) {
            assertThat(gate.hasPassed()).isFalse();
            assertThat(send(server)).isEqualTo(200);
            assertThat(gate.hasPassed()).isTrue();
            assertThat(gate.shut()).as("too late").isTrue();
        }
    }

    @Test
    void letsNothingOutOnceItIsShut() throws IOException {
        try (RawServer server = friendly()) {
            assertThat(gate.shut()).as("too late").isFalse();

            assertThatThrownBy(() -> send(server)).isInstanceOf(IOException.class);
            assertThat(server.requests()).isEmpty();
            assertThat(gate.hasPassed()).isFalse();
        }
    }

    @Test
    void letsNothingOutTwice() throws IOException {
        try (RawServer server = friendly()) {
            send(server);

            assertThatThrownBy(() -> send(server)).isInstanceOf(IOException.class);
            assertThat(server.requests()).hasSize(1);
        }
    }
}
