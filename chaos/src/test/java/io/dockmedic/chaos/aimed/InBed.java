package io.dockmedic.chaos.aimed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.chaos.aimed.Ward.Seen;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One of the {@link Remedies}: of a container that writes down itself what is done to it. */
final class InBed implements Course {
    private static final String STACK = "stack";

    private final Clinic clinic;
    private final String name;
    private final Remedies.Kind kind;
    private String bed;
    private String fresh;
    private String startsAt = "";
    private String since = "";
    private @Nullable Seen before;

    InBed(Clinic clinic, String name, Remedies.Kind kind) {
        this.clinic = clinic;
        this.name = name;
        this.kind = kind;
        this.bed = name;
        this.fresh = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> beds() {
        return List.of(bed);
    }

    /** Each is some turns old before anything is asked for it: recreate leaves alone what was made just now. */
    @Override
    public void opens() {
        clinic.ward().admit(bed, name.equals(STACK), kind.bed());
    }

    @Override
    public void falls(int turn) {
        fresh = name + turn;
        clinic.ward().asAdmitted(bed, kind.bed());
        startsAt = Instant.now().toString();
        // The engine's clock has whole seconds here, and nothing else has happened to this one for a while.
        since = Instant.parse(startsAt).minusSeconds(2).toString();
        before = clinic.ward().look(bed, since);
    }

    @Override
    public void asks() {
        clinic.asking().begins(name, bed, startsAt);
    }

    @Override
    public JsonNode settled() {
        return clinic.asking().settled(name, startsAt);
    }

    @Override
    public void judge(JsonNode incident, long pages, String as) {
        Seen after = clinic.ward().look(bed, since);
        int effect = kind.effect().between(Objects.requireNonNull(before), after);
        assertThat(effect).as(as + ": not more often than asked for").isBetween(0, kind.most());
        if (pages == 0) {
            assertThat(effect).as(as + ": it was done, or a person is told").isPositive();
        }
        if (pages == 0 || kind.leavesBe()) {
            assertThat(after.running() && !after.paused()).as(as + ": it runs, or a person is told").isTrue();
        }
        assertThat(pages).as(as + ": told once").isLessThanOrEqualTo(1);
    }

    @Override
    public void ends(long pages) {
        clinic.asking().ends(name, bed, startsAt);
        if (pages > 0 || !kind.bed().isEmpty()) {
            // What a person was told of is theirs from now on, and they are told of one service once an hour.
            clinic.ward().discharge(bed);
            bed = fresh;
            opens();
        }
    }
}
