package io.dockmedic.chaos.aimed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.CacheAge;
import io.dockmedic.testkit.ImageBuild;
import io.dockmedic.testkit.SocketProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The engine's disk is full, also of old build cache: that is gone then, by one call, and all else is there. */
final class Pruned implements Course {
    static final String NAME = "pruned";
    static final String RULE = Course.rule(NAME, """
                    on: disk.sample
                    when: event.usedPercent >= 88 && event.roles.contains('engine')
                    resolve: {on: disk.sample, when: event.usedPercent < 80}
            """, "{action: prune, with: {free: 20%, cache: 1h}, verify: {freed: 1s, within: 60s}}");

    private static final String OLD = "dockmedic/cache:old";
    private static final String LATE = "dockmedic/cache:late";
    private static final int OLD_MB = 24;

    private final Clinic clinic;
    private List<String> goes = List.of();
    private List<String> late = List.of();
    private List<String> stays = List.of();
    private long calls;
    private boolean full;

    Pruned(Clinic clinic) {
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
        clinic.rig().proxy.treat(SocketProxy.fitting("POST", "/build/prune"), Slowly.ANSWERED);
    }

    /** How old its cache is only an engine learns that is started anew; all containers are, before anybody looks. */
    @Override
    public void falls(int turn) {
        clinic.rig().program.kill();
        clinic.engine().docker("rmi", LATE);
        ImageBuild.of(clinic.engine(), OLD, OLD_MB);
        clinic.engine().docker("rmi", OLD).orFail();
        List<String> ran = clinic.lines("ps", "--quiet");
        clinic.engine().terminate();
        try {
            CacheAge.older(clinic.disk().root(), Duration.ofHours(2));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        clinic.engine().startAgain();
        List<String> start = new ArrayList<>(List.of("start"));
        start.addAll(ran);
        if (!ran.isEmpty()) {
            clinic.engine().docker(start.toArray(String[]::new)).orFail();
        }
        goes = cache();
        assertThat(goes).as("what is to go").isNotEmpty();
        ImageBuild.of(clinic.engine(), LATE, 2);
        late = cache().stream().filter(piece -> !goes.contains(piece)).toList();
        stays = all();
        clinic.rig().started();
        calls = called();
        full = false;
    }

    private List<String> cache() {
        return clinic.lines("system", "df", "--verbose", "--format={{range .BuildCache}}{{.ID}}{{println}}{{end}}");
    }

    private List<String> all() {
        List<String> all = new ArrayList<>(clinic.lines("images", "--all", "--no-trunc", "--format={{.ID}} {{.Tag}}"));
        all.addAll(clinic.lines("ps", "--all", "--no-trunc", "--format={{.ID}} {{.Names}} {{.State}}"));
        all.addAll(clinic.lines("volume", "ls", "--quiet"));
        return all;
    }

    private long called() {
        return clinic.rig().proxy.count("POST", "/build/prune");
    }

    @Override
    public void asks() {
        if (!full) {
            full = true;
            try {
                clinic.disk().fillTo(91);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            clinic.rig().awaiting("heard of", () -> clinic.asking().open(NAME).isPresent());
        }
    }

    @Override
    public JsonNode settled() {
        return clinic.asking().settledOrOver(NAME);
    }

    @Override
    public void judge(JsonNode incident, long pages, String as) {
        List<String> left = cache();
        boolean gone = goes.stream().noneMatch(left::contains);
        assertThat(left).as(as + ": what was used lately stays").containsAll(late);
        assertThat(all()).as(as + ": images, containers and volumes stay").isEqualTo(stays);
        assertThat(called() - calls).as(as + ": called once").isBetween(gone ? 1L : 0L, 1L);
        assertThat(pages).as(as + ": told once").isLessThanOrEqualTo(1);
        String id = incident.path("id").asText();
        assertThat(clinic.acts(id, "prune")).as(as + ": one act").hasSize(1).doesNotContain("open");
        List<String> removals = clinic.journal("SELECT r.outcome FROM remediation_removals r"
                + " JOIN remediation_acts a ON a.id = r.act WHERE a.incident = ?", id);
        assertThat(removals).as(as + ": what was to go is on record").doesNotContain("open").hasSizeLessThan(2);
        if (pages == 0) {
            assertThat(gone).as(as + ": it is gone, or a person is told").isTrue();
        }
        if (gone) {
            assertThat(removals).as(as + ": what went is on record").hasSize(1);
        }
    }

    @Override
    public void ends(long pages) {
        try {
            Files.deleteIfExists(clinic.disk().path("ballast"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        clinic.asking().over(NAME);
    }
}
