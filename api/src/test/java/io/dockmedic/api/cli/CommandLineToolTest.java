package io.dockmedic.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CommandLineToolTest {
    private final StringWriter said = new StringWriter();
    private final CommandLine line = CommandLineTool.with(new IncidentsCommand(), new AckCommand())
            .setErr(new PrintWriter(said, true));

    @Test
    void whoMistypesACommandHearsWhichThereAre() {
        assertThat(line.execute("frobnicate")).isEqualTo(2);
        assertThat(said).hasToString("""
                dockmedic: there is no command 'frobnicate'
                Commands: incidents, ack. dockmedic --help says what each does.
                """);
    }

    @Test
    void theNearestIsNamed() {
        assertThat(line.execute("incident")).isEqualTo(2);
        assertThat(said.toString())
                .startsWith("dockmedic: there is no command 'incident'; did you mean 'incidents'?\n");
    }

    @Test
    void whatIsWrongBehindACommandIsSaidAsEver() {
        assertThat(line.execute("ack", "--no-such", "1", "2")).isEqualTo(2);
        assertThat(said.toString()).contains("Unknown option", "--no-such");
    }
}
