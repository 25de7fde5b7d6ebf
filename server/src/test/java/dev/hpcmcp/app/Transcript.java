package dev.hpcmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A conversation from {@code agent-examples/transcripts}, played against a server. */
final class Transcript {
    private static final JsonMapper JSON = new JsonMapper();

    private final List<JsonNode> exchanges;
    private final Map<String, String> known = new HashMap<>();

    private Transcript(List<JsonNode> exchanges) {
        this.exchanges = exchanges;
    }

    static Transcript read(Path file) throws IOException {
        return new Transcript(Files.readAllLines(file).stream().map(JSON::readTree).toList());
    }

    /** However requests get to the server. */
    interface Channel {
        JsonNode ask(String method, String params) throws IOException, InterruptedException;
    }

    /** Plays it whole; answers what was played, so that a test can see that it was not nothing. */
    int play(Channel server) throws IOException, InterruptedException {
        for (JsonNode exchange : exchanges) {
            JsonNode send = exchange.path("send");
            JsonNode response =
                    server.ask(
                            send.path("method").asString(),
                            filled(send.has("params") ? send.path("params").toString() : "{}"));
            match(exchange.path("expect"), response, send + " was answered with " + response);
        }
        return exchanges.size();
    }

    private String filled(String request) {
        String text = request;
        for (Map.Entry<String, String> value : known.entrySet()) {
            text = text.replace("$" + value.getKey(), value.getValue());
        }
        return text;
    }

    private void match(JsonNode pattern, JsonNode actual, String where) {
        if (pattern.isObject()) {
            pattern.properties()
                    .forEach(field ->
                            match(
                                    field.getValue(),
                                    actual.path(field.getKey()),
                                    field.getKey() + " of " + where));
        } else if (pattern.isArray()) {
            assertThat(actual.size()).as(where).isGreaterThanOrEqualTo(pattern.size());
            for (int i = 0; i < pattern.size(); i++) {
                match(pattern.get(i), actual.get(i), where);
            }
        } else if (pattern.isString()) {
            matchText(pattern.asString(), actual.asString(""), where);
        } else {
            assertThat(actual).as(where).isEqualTo(pattern);
        }
    }

    private void matchText(String pattern, String actual, String where) {
        if (pattern.startsWith("$")) {
            assertThat(actual).as(where).isNotEmpty();
            assertThat(known.computeIfAbsent(pattern.substring(1), _ -> actual))
                    .as(where)
                    .isEqualTo(actual);
        } else if (pattern.length() > 1 && pattern.startsWith("/") && pattern.endsWith("/")) {
            assertThat(actual)
                    .as(where)
                    .containsPattern(Pattern.compile(pattern.substring(1, pattern.length() - 1)));
        } else {
            assertThat(actual).as(where).isEqualTo(pattern);
        }
    }
}
