package dev.hpcmcp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.sql.Connection;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may import whom. Each rule was seen to fail once. */
class ArchitectureTest {
    private static JavaClasses all;

    @BeforeAll
    static void read() {
        all =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.hpcmcp");
    }

    @Test
    void theContractKnowsNothingOfTheServer() {
        check(onlyKnows("model", "model"));
        check(onlyKnows("spec", "spec", "model"));
    }

    @Test
    void portsKnowOnlyTheContract() {
        check(onlyKnows("port", "port", "model", "spec"));
    }

    @Test
    void restKnowsOnlyPorts() {
        check(onlyKnows("rest", "rest", "port", "model", "spec"));
    }

    @Test
    void readingFilesKnowsOnlyPorts() {
        check(onlyKnows("files", "files", "port", "model", "spec"));
    }

    @Test
    void aBackendKnowsPortsAndRestAndNoOtherBackend() {
        check(onlyKnows("backend", "backend", "files", "rest", "port", "model", "spec"));
        check(
                slices().matching("dev.hpcmcp.backend.(*)..")
                        .should()
                        .notDependOnEachOther()
                        .allowEmptyShould(true));
    }

    @Test
    void toolsKnowNoBackendAndNoProtocol() {
        check(
                onlyKnows(
                        "tool", "tool", "watch", "guard", "text", "files", "port", "model",
                        "spec"));
        check(onlyKnows("watch", "watch", "port", "model", "spec"));
        check(onlyKnows("guard", "guard", "text", "port", "model", "spec"));
        check(onlyKnows("text", "text", "port", "model", "spec"));
    }

    @Test
    void theStoreKnowsWhatItKeepsAndNoBackendAndOnlyTheAppKnowsIt() {
        check(onlyKnows("store", "store", "auth", "guard", "port", "model", "spec"));
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages("dev.hpcmcp.store..", "dev.hpcmcp.app..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("dev.hpcmcp.store.."));
    }

    @Test
    void findingOutWhoCallsKnowsOnlyPorts() {
        check(onlyKnows("auth", "auth", "port", "model", "spec"));
    }

    @Test
    void theProtocolEdgeKnowsToolsButNoBackend() {
        check(onlyKnows("mcp", "mcp", "tool", "guard", "auth", "text", "port", "model", "spec"));
    }

    @Test
    void eachLibraryIsBehindOneDoor() {
        check(onlyIn("io.modelcontextprotocol..", "dev.hpcmcp.mcp.."));
        check(onlyIn("reactor..", "dev.hpcmcp.mcp.."));
        check(onlyIn("okhttp3..", "dev.hpcmcp.rest.."));
        check(onlyIn("org.knowm..", "dev.hpcmcp.tool.."));
        check(onlyIn("java.awt..", "dev.hpcmcp.tool.."));
        check(onlyIn("org.springframework..", "dev.hpcmcp.app.http.."));
        check(onlyIn("picocli..", "dev.hpcmcp.app.."));
        check(onlyIn(Connection.class.getPackageName() + "..", "dev.hpcmcp.store.."));
        check(onlyIn("org.flywaydb..", "dev.hpcmcp.store.."));
    }

    @Test
    void nothingButTheAppPrints() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackage("dev.hpcmcp.app..")
                        .should()
                        .accessField(System.class, "out")
                        .orShould()
                        .accessField(System.class, "err")
                        .orShould(ArchConditions.callMethod(Throwable.class, "printStackTrace")));
    }

    @Test
    void aBackendShowsOnlyItsBackendAndSettings() {
        check(
                classes()
                        .that()
                        .resideInAPackage("dev.hpcmcp.backend..")
                        .and()
                        .haveNameNotMatching(".*(Backend|Settings|package-info)")
                        .and(
                                com.tngtech.archunit.base.DescribedPredicate.describe(
                                        "are at the top of their file",
                                        (JavaClass type) -> type.isTopLevelClass()))
                        .should()
                        .notBePublic()
                        .allowEmptyShould(true));
    }

    private static ArchRule onlyKnows(String who, String... whom) {
        String[] allowed = new String[whom.length];
        for (int i = 0; i < whom.length; i++) {
            allowed[i] = "dev.hpcmcp." + whom[i] + "..";
        }
        return noClasses()
                .that()
                .resideInAPackage("dev.hpcmcp." + who + "..")
                .should()
                .dependOnClassesThat(
                        JavaClass.Predicates.resideInAPackage("dev.hpcmcp..")
                                .and(JavaClass.Predicates.resideOutsideOfPackages(allowed)))
                .allowEmptyShould(true);
    }

    private static ArchRule onlyIn(String library, String home) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(home)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    private static void check(ArchRule rule) {
        rule.check(all);
    }
}
