package io.dockmedic.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.api.build.Build;
import io.dockmedic.api.doctor.Checks;
import io.dockmedic.api.doctor.Examination;
import io.dockmedic.api.doctor.Prepared;
import io.dockmedic.api.doctor.Report;
import io.dockmedic.api.doctor.check.Check;
import io.dockmedic.api.doctor.fact.Instance;
import io.dockmedic.api.doctor.fact.KernelLogLook;
import io.dockmedic.api.doctor.fact.Visitor;
import io.dockmedic.api.doctor.finding.Level;
import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.container.sample.Trial;
import io.dockmedic.remediation.decide.Policy;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/doctor.md shows what the command prints, and names every check and level. */
class DoctorPageTest {
    private static final Path PAGE = Path.of("../docs/doctor.md");
    private static final List<Check> CHECKS = Checks.all(Policy.DEFAULT, Instant.EPOCH);

    private static Prepared firstEvening() {
        Prepared prepared = new Prepared();
        prepared.lookedAtBy(Visitor.outside("dockmedic"));
        prepared.settings = Prepared.settings("");
        prepared.instance = Future.succeededFuture(new Instance(Optional.empty(), "", false));
        prepared.trial = new Trial(5, 5, 5, 5, 0);
        prepared.kernelLog = new KernelLogLook("/dev/kmsg cannot be opened: not permitted", true);
        return prepared.with(
                Prepared.container("shop-web-1", "nginx:1.29", Map.of("dockmedic.heal", "true"), "running", "healthy",
                        "unless-stopped", false),
                Prepared.container("shop-api-1", "shop/api:7", Map.of("dockmedic.heal", "true"), "running", null, "no",
                        false),
                Prepared.running("shop-db-1", "postgres:17", Map.of()),
                Prepared.running("shop-cache-1", "valkey:8", Map.of()),
                Prepared.running("autoheal", "willfarrell/autoheal:1.2.0", Map.of()));
    }

    private static Report report(Prepared prepared) {
        ManualTime time = new ManualTime(Instant.EPOCH);
        return new Examination(CHECKS, Duration.ofSeconds(15), time).of(prepared.facts()).result();
    }

    private static String block(String kind) throws IOException {
        Matcher block = Pattern.compile("(?s)```" + kind + "\n(.*?)```").matcher(Files.readString(PAGE));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    @Test
    void thePageShownIsTheOnePrinted() throws IOException {
        Prepared prepared = firstEvening();
        String config = prepared.settings.file().toString();

        String printed = new DoctorText(false, false).of(report(prepared), "box", prepared.visitor)
                .replace(config, "/etc/dockmedic/dockmedic.yml")
                .replaceAll("/tmp/doctor\\d+", "/etc/dockmedic")
                .replace(Build.version(), "1.0");

        assertThat(block("text")).isEqualTo(printed);
    }

    @Test
    void theJsonShownHasTheShapeOfWhatIsPrinted() throws IOException {
        JsonObject printed = DoctorJson.of(report(firstEvening()), "box", firstEvening().visitor);
        JsonObject shown = new JsonObject(block("json"));

        assertThat(shown.fieldNames()).isEqualTo(printed.fieldNames());
        assertThat(shown.getJsonObject("counts").fieldNames()).isEqualTo(printed.getJsonObject("counts").fieldNames());
        JsonObject check = shown.getJsonArray("checks").getJsonObject(0);
        assertThat(check.fieldNames()).isEqualTo(printed.getJsonArray("checks").getJsonObject(0).fieldNames());
        assertThat(printed.getJsonArray("checks").stream().map(JsonObject.class::cast))
                .anySatisfy(one -> assertThat(one.getString("check")).isEqualTo(check.getString("check")));
        assertThat(check.getJsonArray("findings").getJsonObject(0).fieldNames()).containsExactly("level", "subject",
                "what", "loses", "todo");
    }

    @Test
    void everyCheckAndLevelIsNamed() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(CHECKS).allSatisfy(check -> assertThat(page).contains("`" + check.name() + "`"));
        assertThat(Level.values()).allSatisfy(level -> assertThat(page).contains("`" + level.word() + "`"));
    }
}
