package dev.hpcmcp.app;

import dev.hpcmcp.spec.Scope;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Scopes in one text, as OAuth writes them: parted by spaces; commas do too. */
final class Scopes implements ITypeConverter<Scopes.Listed> {
    /** A type of its own, or else the command line library would take it for many options. */
    record Listed(Set<Scope> scopes) {}

    @Override
    public Listed convert(String text) {
        return new Listed(
                Stream.of(text.strip().split("[\\s,]+"))
                        .filter(word -> !word.isEmpty())
                        .map(Scopes::parsed)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private static Scope parsed(String word) {
        try {
            return Scope.parse(word);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
