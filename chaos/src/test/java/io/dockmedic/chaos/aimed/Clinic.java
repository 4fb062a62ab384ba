package io.dockmedic.chaos.aimed;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.LoopDisk;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.gpu.FakeNvml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a {@link Course} has to do with.
 *
 * @param disk on which the engine keeps its things, and little else
 * @param gpus of a machine that has none
 */
record Clinic(PrivateEngine engine, LoopDisk disk, FakeNvml gpus, Path home, Rig rig, Ward ward, Asking asking) {
    private static final String JOURNAL = "journal.db";

    /** What the journal says, the first column of each row. */
    List<String> journal(String asks, String... with) {
        return of(rig.program.data().resolve(JOURNAL), asks, with);
    }

    /** The same where the program does not run: of a copy, for a reader would tidy up the journal that it left. */
    List<String> journalLeft(String asks) {
        try {
            Path copy = Files.createDirectories(home.resolve("copy"));
            for (String end : List.of("", "-wal")) {
                Path file = rig.program.data().resolve(JOURNAL + end);
                Path to = copy.resolve(JOURNAL + end);
                Files.deleteIfExists(to);
                if (Files.exists(file)) {
                    Files.copy(file, to);
                }
            }
            return of(copy.resolve(JOURNAL), asks);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> of(Path file, String asks, String... with) {
        try (Connection journal = DriverManager.getConnection("jdbc:sqlite:" + file);
                PreparedStatement asked = journal.prepareStatement(asks)) {
            for (int at = 0; at < with.length; at++) {
                asked.setString(at + 1, with[at]);
            }
            List<String> rows = new ArrayList<>();
            try (ResultSet row = asked.executeQuery()) {
                while (row.next()) {
                    rows.add(row.getString(1));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What came of each act of the action for the incident, by the journal. */
    List<String> acts(String incident, String action) {
        return journal("SELECT outcome FROM remediation_acts WHERE incident = ? AND action = ? ORDER BY at", incident,
                action);
    }

    /** How many acts of the action there were for the incident; those that the engine refused, and that changed nothing, are one together. */
    long begun(JsonNode incident, String action) {
        List<String> acts = acts(incident.path("id").asText(), action);
        return Math.max(Math.min(acts.size(), 1), acts.stream().filter(outcome -> !outcome.equals("refused")).count());
    }

    /** How the service is known to have run well, as the journal has it; nothing where it is not known. */
    String ranWell(String service) {
        return String.join("", journal("SELECT body FROM remediation_good_runs WHERE service = ?", service));
    }

    /** Waits until the program knows of the container. */
    void seen(String name) {
        String id = rig.inspect(name, "{{.Id}}").substring(0, 12);
        rig.awaiting(name + " seen",
                () -> rig.program.body("/api/v1/containers?limit=1000").filter(all -> all.contains(id)).isPresent());
    }

    /** How often the engine did that, to what the filter names, since then; waits a second, for its own clock here has whole ones. */
    int events(Instant since, String of, String what) {
        String until = Instant.now().plusSeconds(1).toString();
        return lines("events", "--since", since.minusSeconds(2).toString(), "--until", until, "--filter", of,
                "--filter", "event=" + what, "--format", "{{.Action}}").size();
    }

    /** What the engine's command line answers, a line each, sorted. */
    List<String> lines(String... call) {
        return engine.docker(call).orFail().text().lines().filter(line -> !line.isBlank()).sorted().toList();
    }
}
