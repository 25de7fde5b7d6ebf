package dev.hpcmcp.app;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/** Reads a text of the configuration, with {@code ${NAME}} and {@code ${file:PATH}} filled in. */
final class Filled extends StdDeserializer<String> {
    private static final Pattern PLACE = Pattern.compile("\\$\\{(file:)?([^}]+)}");

    private final Map<String, String> environment;

    Filled(Map<String, String> environment) {
        super(String.class);
        this.environment = environment;
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) {
        String text = parser.getValueAsString();
        if (text == null) {
            throw DatabindException.from(parser, "a text is wanted here");
        }
        Matcher places = PLACE.matcher(text);
        return places.replaceAll(place ->
                Matcher.quoteReplacement(
                        place.group(1) == null
                                ? variable(parser, place.group(2))
                                : file(parser, place.group(2))));
    }

    private String variable(JsonParser parser, String name) {
        String value = environment.get(name);
        if (value == null) {
            throw DatabindException.from(
                    parser, "the environment variable " + name + " is not set");
        }
        return value;
    }

    private static String file(JsonParser parser, String path) {
        try {
            return Files.readString(Paths.of(path)).strip();
        } catch (IOException e) {
            throw DatabindException.from(parser, "the file " + path + " cannot be read");
        }
    }
}
