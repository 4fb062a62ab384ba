package io.dockmedic.chaos.aimed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.chaos.aimed.Ward.Seen;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.PrivateEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program is killed with SIGKILL at instants drawn from a seed while it is at remedies of many kinds, and killed again now and then
 * while it settles them. Nothing is done twice, nothing is lost, whatever it was: what is asked for happens once, or a person is told.
 */
@Tag("long")
class RemediesUnderKillsTest {
    private static final int KILLS = Integer.getInteger("dockmedic.kills", 200);
    private static final long SEED = Long.getLong("dockmedic.seed", 20261127);
    private static final int LONGEST_MILLIS = 4000;
    private static final String STACK = "stack";
    private static final int AGAIN_PERCENT = 25;

    private final Random random = new Random(SEED);

    @Test
    void whateverIsCutOffHappensOnceOrAPersonIsTold(@TempDir Path home) throws Exception {
        try (PrivateEngine engine = new PrivateEngine();
                Called called = new Called(Ward.folder(home));
                Rig rig = new Rig(engine, home, Remedies.settings(home, called))) {
            Ward ward = new Ward(engine, home);
            String image = BusyboxImage.in(engine);
            Remedies remedies = new Remedies(engine.docker("image", "inspect", "-f", "{{.Id}}", image).orFail().text());
            rig.program.rules("remedies.yml", remedies.rules());
            rig.started();
            Asking asking = new Asking(rig);
            // Each is some turns old before anything is asked for it: recreate leaves alone what was made just now.
            Map<String, String> beds = new TreeMap<>();
            remedies.names().forEach(kind -> beds.put(kind, kind));
            beds.forEach((kind, bed) -> ward.admit(bed, kind.equals(STACK), remedies.kind(kind).bed()));
            Map<String, Integer> outcomes = new TreeMap<>();
            List<String> kinds = List.copyOf(remedies.names());
            int kills = 0;
            for (int turn = 0; kills < KILLS; turn++) {
                String kind = kinds.get(turn % kinds.size());
                String bed = Objects.requireNonNull(beds.get(kind));
                String startsAt = Instant.now().toString();
                // The engine's clock has whole seconds here, and nothing else has happened to this one for a while.
                String since = Instant.parse(startsAt).minusSeconds(2).toString();
                Seen before = ward.look(bed, since);
                asking.begins(kind, bed, startsAt);
                kills += killed(rig, LONGEST_MILLIS);
                while (random.nextInt(100) < AGAIN_PERCENT) {
                    kills += killed(rig, LONGEST_MILLIS * 3);
                }
                asking.begins(kind, bed, startsAt);
                JsonNode incident = asking.settled(kind, startsAt);
                assertThat(ward.names()).as("turn %d: nothing is left of what it makes; %s", turn, incident)
                        .containsExactlyElementsOf(new TreeSet<>(beds.values()));
                long pages = asking.pages(incident);
                judge(remedies.kind(kind), before, ward.look(bed, since), pages, "turn " + turn + " " + incident);
                assertThat(ward.parts()).as("turn %d: nothing is left of a copy; %s", turn, incident).isEmpty();
                outcomes.merge(kind + " " + incident.at("/remedy/state").asText(), 1, Integer::sum);
                asking.ends(kind, bed, startsAt);
                if (pages > 0 || !remedies.kind(kind).bed().isEmpty()) {
                    // What a person was told of is theirs from now on, and they are told of one service once an hour.
                    ward.discharge(bed);
                    beds.put(kind, kind + turn);
                    ward.admit(kind + turn, kind.equals(STACK), remedies.kind(kind).bed());
                }
            }
            System.out.println(kills + " kills: " + outcomes);
        }
    }

    /** After a while of at most so long; and it is started again. */
    private int killed(Rig rig, int within) {
        LockSupport.parkNanos(Duration.ofMillis(random.nextInt(within)).toNanos());
        rig.program.kill();
        rig.started();
        return 1;
    }

    private static void judge(Remedies.Kind kind, Seen before, Seen after, long pages, String as) {
        int effect = kind.effect().between(before, after);
        assertThat(effect).as(as + ": not more often than asked for").isBetween(0, kind.most());
        if (pages == 0) {
            assertThat(effect).as(as + ": it was done, or a person is told").isPositive();
        }
        if (pages == 0 || kind.leavesBe()) {
            assertThat(after.running() && !after.paused()).as(as + ": it runs, or a person is told").isTrue();
        }
        assertThat(as).as("what was done is on record").contains("\"verdict\":\"act\"");
        assertThat(pages).as(as + ": told once").isLessThanOrEqualTo(1);
    }
}
