package io.dockmedic.chaos.aimed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.BusyboxImage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A service that ran well is on another image from now on, and is to go back: there is one container of its name, on the good image. */
final class RolledBack implements Course {
    static final String NAME = "rolled";
    static final String RULE = Course.onAlert(NAME,
            "{action: rollback, with: {after: 0s}, verify: {running: 1s, within: 60s}}");

    private static final String GOOD = "dockmedic/ward:good";
    private static final String CMD = "CMD [\"sleep\",\"1000000\"]";
    private static final String LABEL = "ward=";
    private static final Duration LONGEST = Duration.ofSeconds(8);

    private final Clinic clinic;
    private String bed;
    private String fresh;
    private String bad = "";
    private String badId = "";
    private Instant asked = Instant.EPOCH;
    private long engine;
    private int made;

    RolledBack(Clinic clinic, String bed) {
        this.clinic = clinic;
        this.bed = bed;
        this.fresh = bed;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> beds() {
        return List.of(bed);
    }

    @Override
    public void opens() {
        BusyboxImage.importAs(clinic.engine(), GOOD, List.of(CMD));
        up(GOOD);
    }

    /** With nothing to write to: what keeps data is asked about. */
    private void up(String image) {
        clinic.engine()
                .docker("run", "--detach", "--network=none", "--name", bed, "--label=dockmedic.heal=true",
                        "--label=" + LABEL + bed, "--stop-timeout=1", image)
                .orFail();
        clinic.seen(bed);
    }

    private int created() {
        return clinic.events(asked, "label=" + LABEL + bed, "create");
    }

    @Override
    public void falls(int turn) {
        fresh = NAME + turn;
        clinic.rig().awaiting(bed + " is known to run well", Asking.LIMIT, () -> !clinic.ranWell(bed).isEmpty());
        bad = "dockmedic/ward:bad-" + turn;
        BusyboxImage.importAs(clinic.engine(), bad, List.of(CMD, "LABEL turn=" + turn));
        badId = id(bad);
        clinic.engine().docker("rm", "--force", bed).orFail();
        up(bad);
        asked = Instant.now();
        engine = clinic.engine().pid();
        made = created();
    }

    private String id(String image) {
        return clinic.engine().docker("image", "inspect", "-f", "{{.Id}}", image).orFail().text();
    }

    /** Whoever made it may be at work there still: it begins a while later, and a kill is to fall in the middle of it. */
    @Override
    public void asks() {
        clinic.asking().begins(NAME, bed, asked.toString());
        clinic.rig()
                .awaiting("at it", Asking.LIMIT, () -> clinic.asking().newest(NAME).filter(Asking::begun).isPresent());
    }

    @Override
    public Duration lasts() {
        return LONGEST;
    }

    @Override
    public JsonNode settled() {
        return clinic.asking().settled(NAME, asked.toString());
    }

    @Override
    public void judge(JsonNode incident, long pages, String as) {
        assertThat(clinic.lines("ps", "--all", "--filter=label=" + LABEL + bed, "--format={{.Names}}"))
                .as(as + ": one container, of its name")
                .containsExactly(bed);
        boolean good = clinic.rig().inspect(bed, "{{.Image}}").equals(id(GOOD));
        // One that was started anew has forgotten.
        if (clinic.engine().pid() == engine) {
            assertThat(created() - made).as(as + ": made anew once").isBetween(good ? 1 : 0, 1);
        }
        assertThat(clinic.begun(incident, "rollback")).as(as + ": one act, beside those that were refused").isOne();
        List<String> known = clinic.journal("SELECT state FROM remediation_rollbacks WHERE service = ? AND image = ?",
                bed, badId);
        assertThat(pages).as(as + ": told once").isLessThanOrEqualTo(1);
        if (pages == 0) {
            assertThat(good).as(as + ": it is on the good image, or a person is told").isTrue();
            assertThat(known).as(as + ": and known to be").containsExactly("done");
            assertThat(clinic.rig().running(bed)).as(as + ": it runs").isTrue();
        } else {
            assertThat(known.size()).as(as + ": once at most").isLessThanOrEqualTo(1);
        }
    }

    @Override
    public void ends(long pages) {
        clinic.asking().ends(NAME, bed, asked.toString());
        if (pages > 0) {
            clinic.engine().docker("rm", "--force", bed);
            bed = fresh;
            up(GOOD);
        }
        clinic.engine().docker("rmi", bad).orFail();
    }
}
