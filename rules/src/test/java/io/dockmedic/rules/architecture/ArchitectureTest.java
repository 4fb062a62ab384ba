package io.dockmedic.rules.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What the layout promises. */
class ArchitectureTest {
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.dockmedic.rules");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.dockmedic.rules.(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void theStageSeesOnlyEventsAndTheBase() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.dockmedic.collectors.engine..", "com.github.dockerjava..", "io.dockmedic.remediation..",
                        "io.dockmedic.api..")
                .check(classes);
    }

    @Test
    void onlyTheStageAndTheStateKnowTheBusAndTheJournal() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..stage..", "..state..", "..incident..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "java.sql..", "io.dockmedic.collectors.base.journal..")
                .check(classes);
    }
}
