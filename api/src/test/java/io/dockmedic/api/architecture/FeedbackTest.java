package io.dockmedic.api.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.dockmedic.collectors.event.Events;
import io.dockmedic.collectors.event.Readings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What rules make is no event, and what comes of their remedies is seen where it happens: so no rule feeds another, or itself.
 * Those that publish on the topics of events are the collectors, and on the bus itself nobody but the base.
 */
@AnalyzeClasses(packages = "io.dockmedic", importOptions = ImportOption.DoNotIncludeTests.class)
class FeedbackTest {
    private static final Pattern USED = Pattern.compile("\\bEvents\\s*\\.\\s*(TOPIC|SAMPLES)\\b");
    private static final Pattern HEARD = Pattern.compile(
            "\\bSubscriber\\.on\\(\\s*vertx,\\s*Events\\.(TOPIC|SAMPLES)\\b");

    @ArchTest
    static final ArchRule readingsAreMadeByTheCollectors = noClasses().that()
            .resideInAnyPackage("io.dockmedic.rules..", "io.dockmedic.remediation..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Readings.class);

    @ArchTest
    static final ArchRule onlyTheBaseHasTheBusItself = noClasses().that()
            .resideOutsideOfPackage("io.dockmedic.collectors.base.bus..")
            .should()
            .callMethodWhere(target(name("eventBus")).and(target(owner(assignableTo(Vertx.class)))));

    @Test
    void rulesAndRemediesHearEventsAndPublishNone() throws IOException {
        for (String module : List.of("rules", "remediation")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main/java"))) {
                for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
                    String source = Files.readString(file);
                    assertThat(USED.matcher(source).results().count()).as("in %s, and not to hear", file)
                            .isEqualTo(HEARD.matcher(source).results().count());
                    assertThat(source).as("%s", file).doesNotContain("import static " + Events.class.getName());
                }
            }
        }
    }
}
