package io.dockmedic.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.api.doctor.Looked;
import io.dockmedic.api.doctor.Report;
import io.dockmedic.api.doctor.fact.Visitor;
import io.dockmedic.api.doctor.finding.Feature;
import io.dockmedic.api.doctor.finding.Finding;
import io.dockmedic.api.doctor.finding.Section;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorTextTest {
    private static final Visitor ROOT = Visitor.outside("root");

    private static final Report REPORT = new Report(List.of(
            new Looked("engine", Section.ENGINE, List.of(Finding.missing("nobody answers", Feature.WATCHING)
                    .todo("first line", "second line"))),
            new Looked("containers", Section.CONTAINERS, List.of(Finding.ok("1 of 3"),
                    Finding.loses("left alone").todo("labels: …").about("db"),
                    Finding.ok("healed").about("web"),
                    Finding.loses("left alone").todo("labels: …").about("evil\u001b[2J\nok fine")))));

    private static String text(boolean all) {
        return new DoctorText(all, false).of(REPORT, "box", ROOT);
    }

    @Test
    void everyLineSaysWhatIsLostAndWhatToDo() {
        assertThat(text(false)).contains("""
                The engine
                  missing  nobody answers
                           lost: deaths, starts and health, as they happen
                           do:   first line
                                 second line
                """);
        assertThat(text(false)).contains("on box, looked at as root")
                .endsWith(
                        "1 missing: Dockmedic cannot work like this. 2 lose something, 2 are well, 0 could not be looked at."
                                + "\n--all lists every container.\n");
    }

    @Test
    void thoseOfWhichTheSameIsSaidAreOneLineAndThoseThatAreWellAreShownOnRequest() {
        assertThat(text(false)).contains("db, evil\\u001b[2J\\u000aok fine: left alone").doesNotContain("web: healed");
        assertThat(text(true)).contains("web: healed").doesNotContain("--all");
    }

    @Test
    void onlyATerminalGetsColours() {
        assertThat(text(true)).doesNotContain("\u001b");
        assertThat(new DoctorText(true, true).of(REPORT, "box", ROOT)).contains("\u001b[31mmissing",
                "\u001b[1mThe engine");
    }

    @Test
    void longLinesAreWrappedAndCommandsAreNot() {
        String words = "word ".repeat(60).strip();
        Report report = new Report(List.of(new Looked("x", Section.ENGINE, List.of(Finding.loses(words).todo(words)))));

        List<String> lines = new DoctorText(false, false).of(report, "box", ROOT).lines().toList();

        assertThat(lines).filteredOn(line -> line.length() > 100).singleElement().asString().contains("do:   word");
    }

    @Test
    void jsonHasAllOfIt() {
        JsonObject json = DoctorJson.of(REPORT, "box", ROOT);

        assertThat(json.fieldNames()).containsExactly("version", "host", "user", "counts", "checks");
        assertThat(json.getJsonObject("counts").encode()).isEqualTo(
                "{\"ok\":2,\"loses\":2,\"missing\":1,\"unknown\":0}");
        assertThat(json.getJsonArray("checks").getJsonObject(0).encode()).isEqualTo("{\"check\":\"engine\","
                + "\"section\":\"engine\",\"findings\":[{\"level\":\"missing\",\"subject\":\"\",\"what\":\"nobody answers\","
                + "\"loses\":[\"watching\"],\"todo\":[\"first line\",\"second line\"]}]}");
    }
}
