package dev.hpcmcp.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.hpcmcp.files.Exchange;
import dev.hpcmcp.guard.Access;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.spec.Json;
import dev.hpcmcp.spec.Scope;
import dev.hpcmcp.spec.Toolset;
import dev.hpcmcp.watch.Manners;
import dev.hpcmcp.watch.QuickTiming;
import dev.hpcmcp.watch.Watcher;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/**
 * Calls tools as an agent does, with JSON text, over fake clusters; each answer is checked against
 * its schema.
 */
final class Agent {
    static final Caller ALICE = new Caller("alice", EnumSet.allOf(Scope.class), Optional.empty());

    final Caller caller;
    final Toolbox tools;
    final List<String> progress = new ArrayList<>();

    Agent(Caller caller, Toolbox tools) {
        this.caller = caller;
        this.tools = tools;
    }

    static Agent with(Backend... backends) {
        return with(ALICE, Toolset.usual(), false, backends);
    }

    /** Over clusters whose jobs' requests are remembered. */
    static Agent with(Requests requests, Backend... backends) {
        Backends all = new Backends(List.of(backends));
        Access access = new Access(Toolset.usual(), false, all);
        return new Agent(
                ALICE,
                Toolboxes.over(
                        all,
                        access,
                        quickWatcher(),
                        Clock.systemUTC(),
                        requests,
                        Exchange.closed()));
    }

    /** With every toolset on, and a directory for files. */
    static Agent with(Exchange exchange, Caller caller, Backend... backends) {
        Backends all = new Backends(List.of(backends));
        Access access = new Access(EnumSet.allOf(Toolset.class), false, all);
        return new Agent(
                caller,
                Toolboxes.over(
                        all, access, quickWatcher(), Clock.systemUTC(), Requests.NONE, exchange));
    }

    static Agent with(Caller caller, Set<Toolset> on, boolean readOnly, Backend... backends) {
        Backends all = new Backends(List.of(backends));
        return new Agent(
                caller,
                Toolboxes.over(
                        all, new Access(on, readOnly, all), quickWatcher(), Clock.systemUTC()));
    }

    /** Its time moves when it sleeps, so nothing waits on real time. */
    static Watcher quickWatcher() {
        return new Watcher(cluster -> Manners.USUAL, new QuickTiming(), new Random(1));
    }

    JsonNode ask(String tool, String arguments) {
        Answer answer = call(tool, arguments);
        assertThat(answer.failed()).as(answer.text()).isFalse();
        JsonNode structured = answer.structured().orElseThrow();
        JsonNode schema = Json.MAPPER.valueToTree(published(tool));
        assertThat(
                        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                                .getSchema(schema)
                                .validate(structured))
                .isEmpty();
        return structured;
    }

    String refused(String tool, String arguments) {
        Answer answer = call(tool, arguments);
        assertThat(answer.failed()).as(answer.text()).isTrue();
        assertThat(answer.structured()).isEmpty();
        return answer.text();
    }

    Answer call(String tool, String arguments) {
        Map<String, Object> read = Json.MAPPER.readValue(arguments, new TypeReference<>() {});
        return tools.call(
                caller,
                tool,
                read,
                Client.telling((done, total, message) -> progress.add(message)));
    }

    private Map<String, Object> published(String tool) {
        return tools.all().stream()
                .filter(published -> published.name().equals(tool))
                .findFirst()
                .orElseThrow()
                .outputSchema();
    }
}
