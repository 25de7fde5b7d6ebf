package dev.hpcmcp.app;

import dev.hpcmcp.spec.Toolset;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Toolsets in one text, parted by commas. */
final class Toolsets implements ITypeConverter<Toolsets.Listed> {
    record Listed(Set<Toolset> toolsets) {}

    @Override
    public Listed convert(String text) {
        return new Listed(
                Stream.of(text.strip().split("[\\s,]+"))
                        .map(Toolsets::parsed)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private static Toolset parsed(String word) {
        try {
            return Toolset.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(
                    "no toolset "
                            + word
                            + "; there are "
                            + Stream.of(Toolset.values())
                                    .map(set -> set.name().toLowerCase(Locale.ROOT))
                                    .collect(Collectors.joining(", ")));
        }
    }
}
