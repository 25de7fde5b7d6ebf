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
        List<String> found =
                PlantedSecrets.below(
                        folder, SearchedBeforeDeletion::holds, SearchedBeforeDeletion::shows);
        DeletionResult result = Standard.INSTANCE.delete(folder, element, context);
        if (!found.isEmpty()) {
            throw new AssertionError("secrets were left: " + String.join(", ", found));
        }
        return result;
    }

    /** What tests write to give the program a secret, and answers for whoever said it. */
    private static boolean holds(Path file) {
        return file.getFileName()
                .toString()
                .matches("config\\.yml|.*\\.(?:pem|key|p12)|out\\d+(?:\\.tmp)?");
    }

    /** Where the program speaks to whoever started it. */
    private static boolean shows(Path file) {
        return file.getFileName().toString().matches("err\\d+(?:\\.tmp)?");
    }
}
