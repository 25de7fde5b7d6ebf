package dev.hpcmcp;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirDeletionStrategy;

/** A test that leaves a secret in its temporary folder fails. */
public final class SearchedBeforeDeletion implements TempDirDeletionStrategy {
    @Override
    public DeletionResult delete(
            Path folder, AnnotatedElementContext element, ExtensionContext context)
            throws IOException {
        List<String> found = PlantedSecrets.below(folder, SearchedBeforeDeletion::holds);
        DeletionResult result = Standard.INSTANCE.delete(folder, element, context);
        if (!found.isEmpty()) {
            throw new AssertionError("secrets were left: " + String.join(", ", found));
        }
        return result;
    }

    /**
     * What tests write to give the program a secret, and the answers in which it shows one once.
     */
    private static boolean holds(Path file) {
        String name = file.getFileName().toString();
        return name.matches("config\\.yml|.*\\.(?:pem|key|p12)|(?:out|err)\\d+(?:\\.tmp)?");
    }
}
