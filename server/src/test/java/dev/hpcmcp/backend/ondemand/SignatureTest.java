package dev.hpcmcp.backend.ondemand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Signature;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A site gives variables to shell scripts only: others go without a signature, and go. */
class SignatureTest {
    private static JobRequest sent(String script, Map<String, String> environment) {
        return RequestCheck.unsignedUnlessShell(
                JobRequest.ofScript(script)
                        .change()
                        .environment(Signature.on(environment, Callers.ALICE))
                        .build());
    }

    @Test
    void aShellScriptIsSigned() {
        assertThat(sent("#!/bin/bash\nhostname\n", Map.of()).environment())
                .containsEntry("HPC_MCP_USER", "alice");
    }

    @Test
    void anotherScriptIsNotAndKeepsWhatWasAskedFor() {
        assertThat(sent("#!/usr/bin/python3\nprint(1)\n", Map.of()).environment()).isEmpty();
        assertThat(sent("#!/usr/bin/python3\nprint(1)\n", Map.of("X", "1")).environment())
                .containsOnlyKeys("X");
    }
}
