package dev.hpcmcp.rest;

import dev.hpcmcp.port.Alarm;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Passage;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * One attempt, over the network. Knows nothing of repeating, and nothing of what an answer means.
 */
final class Wire implements AutoCloseable {
    /**
     * OkHttp notices the end of the time itself and says what happened; this is for when it is
     * stuck, as in DNS.
     */
    private static final Duration GRACE = Duration.ofMillis(100);

    private static final long LONGEST_MESSAGE = 4L << 20;
    private static final byte[] NOTHING = new byte[0];

    private final Clients clients;
    private final Clock clock;

    Wire(Clock clock) {
        this.clock = clock;
        this.clients = new Clients(clock);
    }

    /**
     * The network has a thread of its own, so that an interrupt of the caller's ends the call and
     * not only the wait.
     */
    Outcome exchange(Call call, Duration left, Intake intake) {
        Gate gate = new Gate();
        okhttp3.Call going = clients.of(call).newCall(request(call, gate));
        going.timeout().timeout(Math.max(1, left.toNanos()), TimeUnit.NANOSECONDS);
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        going.enqueue(new Arrival(call, intake, gate, outcome));
        try (Alarm _ = Alarm.in(left.plus(GRACE), () -> giveUp(going, gate, outcome))) {
            return outcome.get();
        } catch (InterruptedException e) {
            going.cancel();
            Thread.currentThread().interrupt();
            return Outcome.Broken.interrupted(gate.shut());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HpcException refused) {
                throw refused;
            }
            throw new IllegalStateException("an answer could not be taken in", e.getCause());
        }
    }

    private static void giveUp(okhttp3.Call going, Gate gate, CompletableFuture<Outcome> outcome) {
        if (outcome.complete(Outcome.Broken.late(gate.shut()))) {
            going.cancel();
        }
    }

    Talk talk(Call call, Talk.Ear ear, Duration ping) {
        Ration ration = new Ration(LONGEST_MESSAGE);
        OkHttpClient client = clients.talking(call, ping, ration);
        return new Talk(
                client.newWebSocket(
                        request(call, new Gate()), new Talk.Wires(call, ear, clock, ration)));
    }

    Line events(Call call, Hearing hearing) {
        return Lines.events(clients.of(call), request(call, new Gate()), hearing);
    }

    Line socket(Call call, Hearing hearing, Duration ping) {
        Duration idle = call.terms().idle().orElse(Duration.ofSeconds(30));
        return Lines.socket(ear -> talk(call, ear, ping), idle, hearing);
    }

    @Override
    public void close() {
        clients.close();
    }

    private static Request request(Call call, Gate gate) {
        Request.Builder request =
                new Request.Builder()
                        .url(call.url().http())
                        .method(call.method().name(), body(call))
                        .tag(Gate.class, gate)
                        .header("User-Agent", "hpc-mcp");
        call.headers().forEach(header -> request.header(header.name(), header.value().reveal()));
        call.passage().ifPresent(passage -> request.tag(Passage.class, passage));
        call.terms().idle().ifPresent(idle -> request.tag(Duration.class, idle));
        return request.build();
    }

    private static @org.jspecify.annotations.Nullable RequestBody body(Call call) {
        RequestBody empty = call.method().needsBody() ? RequestBody.create(NOTHING, null) : null;
        return call.body().content().orElse(empty);
    }

    private final class Arrival implements Callback {
        private final Call call;
        private final Intake intake;
        private final Gate gate;
        private final CompletableFuture<Outcome> outcome;

        private Arrival(Call call, Intake intake, Gate gate, CompletableFuture<Outcome> outcome) {
            this.call = call;
            this.intake = intake;
            this.gate = gate;
            this.outcome = outcome;
        }

        @Override
        public void onFailure(okhttp3.Call going, IOException cause) {
            outcome.complete(new Outcome.Broken(cause, gate.hasPassed(), 0));
        }

        @Override
        public void onResponse(okhttp3.Call going, Response response) {
            try (response) {
                Outcome ending = taken(going, response);
                outcome.complete(ending);
            } catch (RuntimeException e) {
                going.cancel();
                outcome.completeExceptionally(e);
            }
        }

        /** Cancelling closes the connection: otherwise OkHttp would read on to save it. */
        private Outcome taken(okhttp3.Call going, Response response) {
            try {
                byte[] body = intake.take(response);
                if (intake.hasEnough()) {
                    going.cancel();
                }
                var headers = response.headers().toMultimap();
                return new Outcome.Answered(
                        new Reply(call, response.code(), headers, body, clock.instant(), false));
            } catch (IOException cause) {
                going.cancel();
                return new Outcome.Broken(cause, true, response.code());
            }
        }
    }
}
