package io.dockmedic.benchmarks.reaction;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Deaths on one engine: those of sides that react at once take turns, those of the poll are spread over its period. */
public final class Trial {
    private static final Duration HEALED = Duration.ofSeconds(20);
    private static final int SHORTEST_PAUSE = 50;
    private static final int PAUSE_SPREAD = 150;

    private final Herd herd;
    private final Random random;
    private final Map<String, List<Reaction>> results = new HashMap<>();

    public Trial(Herd herd, Random random) {
        this.herd = herd;
        this.random = random;
    }

    /** So many deaths of each side, in turn: one of each, then the next of each. */
    public void inTurn(List<? extends Healer> sides, int deaths) {
        Map<String, List<String>> containers = new HashMap<>();
        sides.forEach(side -> containers.put(side.name(), herd.start(deaths, side.label())));
        for (int i = 0; i < deaths; i++) {
            for (Healer side : sides) {
                // As in life: at no moment in particular.
                Waiting.quietly(Duration.ofMillis(SHORTEST_PAUSE + random.nextInt(PAUSE_SPREAD)));
                String id = containers.getOrDefault(side.name(), List.of()).get(i);
                note(side, id, herd.kill(id));
            }
        }
        containers.values().forEach(herd::remove);
    }

    /** So many deaths, spread evenly over {@code period}, at random within their part of it. */
    void spread(Healer side, int deaths, Duration period) {
        List<String> ids = herd.start(deaths, side.label());
        Map<String, Instant> died = new HashMap<>();
        long part = period.toNanos() / deaths;
        long begin = System.nanoTime();
        for (int i = 0; i < deaths; i++) {
            long at = i * part + (long) (random.nextDouble() * part);
            Waiting.quietly(Duration.ofNanos(at - (System.nanoTime() - begin)));
            died.put(ids.get(i), herd.kill(ids.get(i)));
        }
        died.forEach((id, at) -> note(side, id, at));
        herd.remove(ids);
    }

    public List<Reaction> of(Healer side) {
        return results.getOrDefault(side.name(), List.of());
    }

    private void note(Healer side, String id, Instant died) {
        Waiting.until(side.name() + " heals a container", HEALED, () -> herd.startedAgain(id));
        results.computeIfAbsent(side.name(), first -> new ArrayList<>())
                .add(Reaction.of(id, died, side.heard(id).orElse(died), side.asked()).orElseThrow());
    }
}
