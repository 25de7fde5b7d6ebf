package dev.hpcmcp.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "init",
        description = "Write a commented configuration to start from.",
        mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer> {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Where to; else ~/.config/hpc-mcp/config.yml.")
    private @Nullable Path file;

    @Option(names = "--force", description = "Replace a file that is there.")
    private boolean force;

    @Override
    public Integer call() {
        Path target = file == null ? Paths.usualConfig() : file;
        try (InputStream sample = InitCommand.class.getResourceAsStream("/config.yml")) {
            Path folder = target.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            write(Objects.requireNonNull(sample), target);
        } catch (FileAlreadyExistsException e) {
            throw new UsageException(
                    target + " is there already: edit it, or replace it with --force");
        } catch (IOException e) {
            throw new UsageException(
                    target + " cannot be written: name another file with --config");
        }
        System.err.println("wrote " + target + "; edit it, then try: hpc-mcp doctor");
        return 0;
    }

    /** It may hold secrets later, so nobody else may read it. */
    private void write(InputStream sample, Path target) throws IOException {
        if (force) {
            Files.copy(sample, target, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.copy(sample, target);
        }
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-------"));
    }
}
