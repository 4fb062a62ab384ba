package io.dockmedic.api.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.api.doctor.fact.ReadCall;
import io.dockmedic.api.doctor.finding.Feature;
import io.dockmedic.remediation.Shipped;
import io.dockmedic.remediation.action.about.ActionDescription;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/install.md} says what each call to the engine is for, as the code has it. */
class CallsPageTest {
    private static final String LOOKS = "| call that looks | by kind | without it there is no |\n|---|---|---|\n";
    private static final String ACTS = "| action | calls that it makes |\n|---|---|\n";

    @Test
    void callsThatLookAreThoseOfTheDoctor() throws Exception {
        String rows = Arrays.stream(ReadCall.values())
                .map(call -> "| `" + call.shown() + "` | `" + call.variable() + "` | "
                        + call.needed().stream().map(Feature::words).collect(Collectors.joining("; ")) + " |\n")
                .collect(Collectors.joining());
        assertThat(table(LOOKS)).isEqualTo(LOOKS + rows);
    }

    @Test
    void callsOfActionsAreThoseOfTheirDescriptions() throws Exception {
        String rows = Shipped.catalog()
                .descriptions()
                .stream()
                .sorted(Comparator.comparing(ActionDescription::name))
                .filter(action -> !action.engineCalls().isEmpty())
                .map(action -> "| `" + action.name() + "` | " + calls(action) + " |\n")
                .collect(Collectors.joining());
        assertThat(table(ACTS)).isEqualTo(ACTS + rows);
    }

    private static String calls(ActionDescription action) {
        List<String> changing = action.engineCalls()
                .stream()
                .filter(call -> !call.matches("GET /(containers|images|info|system)(/.*)?"))
                .toList();
        return (changing.isEmpty()
                ? Stream.of("those that look only")
                : changing.stream().map(call -> "`" + call + "`"))
                .collect(Collectors.joining(", "));
    }

    private static String table(String header) throws Exception {
        String page = Files.readString(Path.of("../docs/install.md"));
        assertThat(page).contains(header);
        int begin = page.indexOf(header);
        return page.substring(begin, page.indexOf("\n\n", begin) + 1);
    }
}
