package dev.hpcmcp.backend.pivot;

import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Something the service said by itself, in any of its forms.
 *
 * @param news whether it may have changed a run; heartbeats and greetings do not
 * @param last whether nothing comes after it
 */
record Happening(boolean news, boolean last, Optional<String> status) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Happening NOTHING = new Happening(false, false, Optional.empty());

    /**
     * @param kind the event's name; of a socket it is in the text
     */
    static Happening of(String kind, String text) {
        try {
            Part said = new Part(JSON.readTree(text));
            String word = said.text("type").orElse(kind).toLowerCase(Locale.ROOT);
            Optional<String> status =
                    said.at("data")
                            .text("session_status", "status")
                            .or(() -> said.text("session_status", "status"));
            boolean ended = status.map(one -> Status.of(Optional.of(one)).finished()).orElse(false);
            return switch (word) {
                case "connection", "heartbeat" -> new Happening(ended, ended, status);
                case "error", "training_complete" -> new Happening(true, true, status);
                default -> new Happening(true, ended, status);
            };
        } catch (JacksonException cut) {
            return NOTHING;
        }
    }
}
