package io.dockmedic.chaos.aimed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A GPU that somebody else tells of: there is a file while that fires, also after a kill, and none after. */
final class Marked implements Course {
    static final String NAME = "marked";
    static final String RULE = Course.onAlert(NAME, "{action: mark}");

    private static final String GPU = "GPU-00000000-0000-0000-0000-0000000000%02d";
    private static final int GPUS = 16;

    private final Clinic clinic;
    private String gpu = "";
    private String startsAt = "";

    Marked(Clinic clinic) {
        this.clinic = clinic;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> beds() {
        return List.of();
    }

    @Override
    public void opens() {
        known();
    }

    /** While it is not known which GPUs there are, an alert about one is about none. */
    private void known() {
        clinic.rig()
                .awaiting("GPUs known",
                        () -> clinic.rig().program.body("/api/v1/gpus")
                                .filter(all -> all.contains(GPU.formatted(GPUS - 1)))
                                .isPresent());
    }

    private Path folder() {
        return clinic.home().resolve("run/gpus");
    }

    /** The folder may be made with the first. */
    private List<String> marks() {
        if (!Files.exists(folder())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text(String mark) {
        try {
            return Files.readString(folder().resolve(mark));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void falls(int turn) {
        gpu = GPU.formatted(turn % GPUS);
        startsAt = Instant.now().toString();
        // Of another course's GPU, too.
        clinic.rig().awaiting("nothing is left of the last", () -> marks().isEmpty());
    }

    @Override
    public void asks() {
        known();
        clinic.asking().alert(NAME, Map.of("UUID", gpu), "firing", startsAt);
    }

    @Override
    public JsonNode settled() {
        JsonNode incident = clinic.asking().settled(NAME, startsAt);
        clinic.rig().awaiting("marked: " + incident, () -> marks().equals(List.of(gpu)));
        return incident;
    }

    @Override
    public void judge(JsonNode incident, long pages, String as) {
        assertThat(text(gpu)).as(as + ": it says what for, once")
                .contains("incidents=" + incident.path("id").asText() + "\n", "rules=Wants_marked\n");
        assertThat(marks()).as(as + ": no other").containsExactly(gpu);
        assertThat(pages).as(as + ": told once, for it cures nothing").isOne();
    }

    @Override
    public void ends(long pages) {
        clinic.asking().alert(NAME, Map.of("UUID", gpu), "resolved", startsAt);
        clinic.asking().over(NAME);
        clinic.rig().awaiting("no mark any more", () -> marks().isEmpty());
    }
}
