package dev.hpcmcp.backend.skaha;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.files.Exchange;
import dev.hpcmcp.guard.Access;
import dev.hpcmcp.guard.Guard;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.rest.Pace;
import dev.hpcmcp.rest.Rest;
import dev.hpcmcp.spec.Json;
import dev.hpcmcp.spec.Toolset;
import dev.hpcmcp.store.Ledger;
import dev.hpcmcp.store.StoreSettings;
import dev.hpcmcp.tool.Answer;
import dev.hpcmcp.tool.Client;
import dev.hpcmcp.tool.KeptHandles;
import dev.hpcmcp.tool.Toolbox;
import dev.hpcmcp.tool.Toolboxes;
import dev.hpcmcp.watch.Manners;
import dev.hpcmcp.watch.Watcher;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/** All of it but the protocol: tools over a memory over a backend over a service that remembers. */
final class SkahaRig implements AutoCloseable {
    final FakeSkaha server;
    private final Rest rest = new Rest(Pace.real());
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final Ledger ledger;
    private final Toolbox tools;

    SkahaRig(Dialect dialect, Path folder) throws IOException {
        server = new FakeSkaha(dialect);
        InstantSource time = () -> Instant.now().plus(ahead.get());
        Clock clock = time.withZone(ZoneOffset.UTC);
        ledger =
                new Ledger(
                        new StoreSettings(
                                "jdbc:sqlite:" + folder.resolve("store.db"), Duration.ofDays(1)),
                        clock);
        Backends all =
                new Backends(
                        List.of(new SkahaBackend(server.settings(), rest, clock)), ledger::over);
        Manners hasty = new Manners(Optional.of(Duration.ofMillis(1)), Optional.empty());
        tools =
                Toolboxes.over(
                        all,
                        new Access(Toolset.usual(), false, all),
                        Guard.OPEN,
                        new Watcher(cluster -> hasty),
                        clock,
                        ledger::requestOf,
                        new KeptHandles(ledger),
                        Exchange.closed());
    }

    void later(Duration by) {
        ahead.updateAndGet(by::plus);
    }

    Answer call(String tool, String arguments) {
        return tools.call(
                Callers.ALICE,
                tool,
                Json.MAPPER.readValue(arguments, new TypeReference<>() {}),
                Client.SILENT);
    }

    JsonNode ask(String tool, String arguments) {
        Answer answer = call(tool, arguments);
        assertThat(answer.failed()).as(answer.text()).isFalse();
        return answer.structured().orElseThrow();
    }

    /** A call as an answer's {@code next} gives it. */
    JsonNode follow(JsonNode answer) {
        String[] next = answer.path("next").asString().split(" ", 2);
        return ask(next[0], next[1]);
    }

    List<String> left(String begin) {
        return server.left().stream().filter(request -> request.startsWith(begin)).toList();
    }

    @Override
    public void close() {
        rest.close();
        ledger.close();
        server.close();
    }
}
