package dev.hpcmcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.hpcmcp.port.Passage;
import dev.hpcmcp.port.Secret;
import dev.hpcmcp.store.StoreSettings;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No record prints a secret that it holds, whatever it is called. */
class SecretsShownTest {
    /** With the form of a key, too: 32 bytes. */
    private static final String HIDDEN = "aGlkZGVuLTFjN2QtaGlkZGVuLTFjN2QtaGlkZGVuLTE=";

    /** Components that sound like secrets. */
    private static final Pattern SECRET =
            Pattern.compile(
                    "(?i).*(token|password|passphrase|secret|credential|cookie|apikey|privatekey|jwt).*|key|olderkeys|refresh|whole");

    /** Those that only sound so, each with what it is. */
    private static final Set<String> NONE =
            Set.of(
                    "Badge.token", // its id
                    "HttpSession$Owner.token", // its id
                    "CallerRates$Key.token", // its id
                    "Trace.token", // its id
                    "Doer.token", // its id
                    "Act.token", // its id
                    "Line.token", // its id
                    "Claim.token", // its id
                    "Claim.key", // one for all tries of a request
                    "Rates$Key.token", // its id
                    "Allotment.token", // its id
                    "ClusterSettings$Slurm.jwtKeyFile", // where it is
                    "Untrusted$Care.secret"); // names of fields

    static Stream<Class<?>> records() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.hpcmcp")
                        .stream()
                        .filter(JavaClass::isRecord)
                        .<Class<?>>map(JavaClass::reflect)
                        .filter(type ->
                                Arrays.stream(type.getRecordComponents())
                                        .anyMatch(component -> hides(type, component)));
    }

    private static boolean hides(Class<?> type, RecordComponent component) {
        String name = type.getName();
        String at =
                name.substring(Math.max(name.lastIndexOf('.'), 0) + 1) + "." + component.getName();
        boolean words = component.getGenericType().getTypeName().contains("java.lang.String");
        return component.getGenericType().getTypeName().contains(Secret.class.getName())
                || (words && SECRET.matcher(component.getName()).matches() && !NONE.contains(at));
    }

    @Test
    void thereAreSome() {
        assertThat(records()).hasSizeGreaterThan(5);
    }

    /** Some take one of several only, so each is also tried alone. */
    @ParameterizedTest
    @MethodSource("records")
    void noRecordPrintsItsSecret(Class<?> type) throws Exception {
        List<RecordComponent> parts = List.of(type.getRecordComponents());
        List<RecordComponent> hidden = parts.stream().filter(it -> hides(type, it)).toList();
        Set<RecordComponent> shown = new HashSet<>();
        for (List<RecordComponent> chosen : choices(parts, hidden)) {
            try {
                Object made = made(type, parts, chosen);
                assertThat(made.toString()).as(type.getName()).doesNotContain(HIDDEN);
                shown.addAll(chosen);
                shown.retainAll(hidden);
            } catch (InvocationTargetException refused) {
                assertThat(refused).hasCauseInstanceOf(IllegalArgumentException.class);
            }
        }
        assertThat(shown).as("tried").containsAll(hidden);
    }

    /** All, each alone, and each with one more: settings often want a pair. */
    private static List<List<RecordComponent>> choices(
            List<RecordComponent> parts, List<RecordComponent> hidden) {
        List<List<RecordComponent>> choices = new ArrayList<>(List.of(parts));
        for (RecordComponent one : hidden) {
            parts.forEach(other -> choices.add(List.of(one, other)));
        }
        return choices;
    }

    private static Object made(
            Class<?> type, List<RecordComponent> parts, List<RecordComponent> chosen)
            throws ReflectiveOperationException {
        Constructor<?> constructor =
                type.getDeclaredConstructor(
                        parts.stream().map(RecordComponent::getType).toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        return constructor.newInstance(
                parts.stream()
                        .map(part ->
                                !chosen.contains(part) && part.getType() == Optional.class
                                        ? Optional.empty()
                                        : filled(
                                                part.getGenericType(),
                                                part.getName(),
                                                hides(type, part)))
                        .toArray());
    }

    /** What prints itself in its own words and holds one. */
    @Test
    void noOtherClassPrintsOneEither() {
        assertThat(
                        new ClassFileImporter()
                                        .withImportOption(
                                                ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                                        .importPackages("dev.hpcmcp")
                                        .stream()
                                        .filter(it -> !it.isRecord())
                                        .filter(it -> it.tryGetMethod("toString").isPresent())
                                        .filter(it ->
                                                it.getFields().stream()
                                                        .anyMatch(SecretsShownTest::hides))
                                        .map(JavaClass::getName))
                .as("look at each of them")
                .isEmpty();
    }

    private static boolean hides(JavaField field) {
        String type = field.getRawType().getName();
        return type.equals(Secret.class.getName())
                || (type.equals(String.class.getName())
                        && SECRET.matcher(field.getName()).matches());
    }

    @Test
    void aDatabasesAddressIsPrintedWithoutItsPassword() {
        String url = "jdbc:postgresql://u:%1$s@db/x?user=u&password=%1$s".formatted(HIDDEN);
        assertThat(new StoreSettings(url, Duration.ofDays(1)).toString())
                .contains("db/x")
                .doesNotContain(HIDDEN);
    }

    private static Object filled(Type type, String name, boolean hidden) {
        if (type instanceof ParameterizedType generic) {
            Type inner =
                    generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            return switch (((Class<?>) generic.getRawType()).getSimpleName()) {
                case "Optional" -> Optional.of(filled(inner, name, hidden));
                case "List", "Collection" -> List.of(filled(inner, name, hidden));
                case "Set" -> Set.of(filled(inner, name, hidden));
                case "Map" -> Map.of("k", filled(inner, name, hidden));
                default -> stub((Class<?>) generic.getRawType());
            };
        }
        return plain((Class<?>) type, name, hidden);
    }

    private static Object plain(Class<?> type, String name, boolean hidden) {
        String text =
                hidden
                        ? HIDDEN
                        : List.of("url", "issuer").contains(name) ? "https://x.example/y" : "x";
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        return switch (type.getSimpleName()) {
            case "String", "Object", "CharSequence" -> text;
            case "Secret" -> Secret.of(HIDDEN);
            case "Passage" -> new Passage("x");
            case "int", "Integer" -> 1;
            case "long", "Long" -> 1L;
            case "double", "Double" -> 1.0;
            case "boolean", "Boolean" -> true;
            case "Instant" -> Instant.EPOCH;
            case "Duration" -> Duration.ofSeconds(1);
            case "Path" -> Path.of("x");
            case "URI" -> java.net.URI.create("https://x/");
            case "OptionalInt" -> OptionalInt.empty();
            case "OptionalLong" -> OptionalLong.empty();
            case "OptionalDouble" -> OptionalDouble.empty();
            default -> type.isRecord() ? made(type, hidden) : stub(type);
        };
    }

    private static Object made(Class<?> type, boolean hidden) {
        List<RecordComponent> parts = List.of(type.getRecordComponents());
        try {
            Object[] all =
                    parts.stream()
                            .map(part ->
                                    filled(
                                            part.getGenericType(),
                                            part.getName(),
                                            hidden || hides(type, part)))
                            .toArray();
            Constructor<?> constructor =
                    type.getDeclaredConstructor(
                            parts.stream().map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(all);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot fill " + type, e);
        }
    }

    private static Object stub(Class<?> type) {
        return Proxy.newProxyInstance(
                SecretsShownTest.class.getClassLoader(), new Class<?>[] {type}, (_, _, _) -> "");
    }
}
