package io.dockmedic.api.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import io.vertx.core.Future;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;

/** How the stages may lean on each other, and what code on an event loop must not do. */
@AnalyzeClasses(packages = "io.dockmedic", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String TIME = "io.dockmedic.collectors.base.time..";
    private static final String COMMANDS = "io.dockmedic.api.cli..";
    private static final String PROCESS = "io.dockmedic.api";
    private static final String JOURNAL = "io.dockmedic.collectors.base.journal..";
    private static final String TESTKIT = "io.dockmedic.testkit..";

    @ArchTest
    static final ArchRule stagesKnowOnlyThoseBeforeThem = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("collectors")
            .definedBy("io.dockmedic.collectors..")
            .layer("rules")
            .definedBy("io.dockmedic.rules..")
            .layer("remediation")
            .definedBy("io.dockmedic.remediation..")
            .layer("api")
            .definedBy("io.dockmedic.api..")
            .whereLayer("api")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("remediation")
            .mayOnlyBeAccessedByLayers("api")
            .whereLayer("rules")
            .mayOnlyBeAccessedByLayers("remediation", "api")
            .whereLayer("collectors")
            .mayOnlyBeAccessedByLayers("rules", "remediation", "api");

    @ArchTest
    static final ArchRule packagesOfTheApiFormNoCircle = slices().matching("io.dockmedic.api.(*)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesOfTheCollectorsFormNoCircle = slices().matching("io.dockmedic.collectors.(**)")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesOfTheRulesFormNoCircle = slices().matching("io.dockmedic.rules.(**)")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesOfRemediationFormNoCircle = slices().matching("io.dockmedic.remediation.(**)")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule theBaseLeansOnNothingOfOurs = noClasses()
            .that()
            .resideInAPackage("io.dockmedic.collectors.base..")
            .should()
            .dependOnClassesThat(DescribedPredicate.describe("ours outside base",
                    type -> type.getPackageName().startsWith("io.dockmedic.")
                            && !type.getPackageName().startsWith("io.dockmedic.collectors.base")));

    @ArchTest
    static final ArchRule rulesSeeOnlyEventIntentAndBase = noClasses()
            .that()
            .resideInAPackage("io.dockmedic.rules..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.dockmedic.collectors.engine..");

    @ArchTest
    static final ArchRule onlyTheClockAsksForTheTime = noClasses()
            .that()
            .resideOutsideOfPackages(TIME, TESTKIT)
            .should()
            .callMethod("java.time.Instant", "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod("java.time.LocalDateTime", "now")
            .orShould()
            .callMethod("java.time.ZonedDateTime", "now")
            .orShould()
            .callMethod("java.time.LocalDate", "now");

    @ArchTest
    static final ArchRule onlyTimersWait = noClasses()
            .that()
            .resideOutsideOfPackages(TIME, TESTKIT)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(java.util.Timer.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ScheduledExecutorService.class)
            .orShould()
            .callMethodWhere(calls(Thread.class, "sleep"));

    /** The command line, the process and the journal have threads of their own; nothing else may stand still. */
    @ArchTest
    static final ArchRule noFutureIsWaitedFor = noClasses()
            .that()
            .resideOutsideOfPackages(COMMANDS, PROCESS, JOURNAL, TESTKIT)
            .should()
            .callMethodWhere(calls(Future.class, "await"))
            .orShould()
            .callMethodWhere(calls(CompletableFuture.class, "join"))
            .orShould()
            .callMethodWhere(calls(java.util.concurrent.Future.class, "get"))
            .orShould()
            .callMethodWhere(calls(CountDownLatch.class, "await"))
            .orShould()
            .callMethodWhere(calls(Thread.class, "join"));

    @ArchTest
    static final ArchRule noStaticHoldsState = ArchRuleDefinition.fields()
            .that()
            .areStatic()
            .should(com.tngtech.archunit.lang.conditions.ArchConditions.be(
                    DescribedPredicate.<JavaField>describe("final", field -> field.getModifiers()
                            .contains(JavaModifier.FINAL))));

    private static DescribedPredicate<JavaCall<?>> calls(Class<?> type, String method) {
        return target(owner(assignableTo(type))).and(target(name(method))).as("%s.%s", type.getSimpleName(), method);
    }
}
