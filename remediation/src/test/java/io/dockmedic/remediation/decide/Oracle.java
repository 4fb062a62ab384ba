package io.dockmedic.remediation.decide;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What must not be done, counted in seconds that really pass and by what a clock on the wall shows. Shares no code with the
 * guards.
 */
final class Oracle {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private record Did(long at, Set<String> services, String rule, String action) {}

    private record Fell(long at, String service, String image) {}

    /** Held by a person for these services, to the second at which it ends. */
    private record Held(String what, Set<String> services, long until) {}

    private final List<Did> acts = new ArrayList<>();
    private final List<Fell> fallen = new ArrayList<>();
    private final List<Held> held = new ArrayList<>();
    private final int services;
    private long now;
    private boolean storm;
    private long lastFall;

    Oracle(int services) {
        this.services = services;
    }

    void passes(Duration time) {
        now += time.toSeconds();
        if (storm && now - lastFall >= 300) {
            storm = false;
            fallen.clear();
        }
    }

    void falls(String service, String image) {
        fallen.removeIf(one -> one.service().equals(service) || now - one.at() >= 120);
        fallen.add(new Fell(now, service, image));
        lastFall = now;
        Set<String> all = new HashSet<>();
        fallen.forEach(one -> all.add(one.service()));
        storm |= all.size() > Math.max(3, services * 30 / 100);
    }

    /** What fell before is forgotten; a storm is not. */
    void restarts() {
        fallen.clear();
        lastFall = now;
    }

    void hold(String what, Set<String> whose, Duration length) {
        held.add(new Held(what, whose, now + length.toSeconds()));
    }

    void release(Set<String> what) {
        held.removeIf(one -> what.contains(one.what()));
    }

    void resumed() {
        release(Set.of("pause", "dry_run"));
        storm = false;
        fallen.clear();
    }

    /** What an act on the service now breaks; empty for nothing. */
    List<String> breaks(String service, String rule, String action, Instant wall) {
        List<String> broken = new ArrayList<>();
        acts.add(new Did(now, Set.of(service), rule, action));
        Predicate<Did> itsOwn = one -> one.services().contains(service);
        switch (service) {
            case "s3", "s4" -> over(broken, "budget of the first group that it fits", 1, 2_400, itsOwn);
            case "s5" -> over(broken, "budget of its group", 3, 600, itsOwn);
            default -> over(broken, "budget of the service", 2, 600, itsOwn);
        }
        over(broken, "budget of the rule", 5, 1_800, one -> one.rule().equals(rule));
        over(broken, "budget of the action", 4, 3_000, one -> one.action().equals(action));
        over(broken, "budget of the host", 6, 3_600, one -> true);
        over(broken, "cooldown", 1, 60, itsOwn);
        held.stream()
                .filter(one -> now < one.until() && one.services().contains(service))
                .forEach(one -> broken.add(one.what()));
        if (storm) {
            broken.add("storm");
        }
        if (maintenance(service, wall)) {
            broken.add("maintenance at " + wall);
        }
        return broken;
    }

    /** The last act was not done. */
    void refused() {
        acts.removeLast();
    }

    /** The last act came to these too. */
    void cameTo(List<String> also) {
        Did last = acts.removeLast();
        Set<String> all = new HashSet<>(last.services());
        all.addAll(also);
        acts.add(new Did(last.at(), all, last.rule(), last.action()));
    }

    /** From 22:00 to 06:00 for s2, and never for others. */
    boolean quiet(String service, Instant wall) {
        LocalTime time = wall.atZone(BERLIN).toLocalTime();
        return service.equals("s2")
                && (!time.isBefore(LocalTime.of(22, 0)) || time.isBefore(LocalTime.of(6, 0)));
    }

    /** What is safe or switched on, and what is approved for some time of the day: stop of s2, from 22:00 to 06:00. */
    boolean mayUnasked(String service, String action, Instant wall) {
        return switch (action) {
            case "restart", "start", "recreate" -> true;
            case "stop" -> quiet(service, wall);
            default -> false;
        };
    }

    private void over(List<String> broken, String what, int most, long seconds, Predicate<Did> whose) {
        long count = acts.stream().filter(one -> now - one.at() < seconds).filter(whose).count();
        if (count > most) {
            broken.add(what + ": " + count);
        }
    }

    /** Every night from 02:10 to 02:50 for s1; from Saturday 23:30 to Sunday 03:30 for all. */
    static boolean maintenance(String service, Instant wall) {
        ZonedDateTime shown = wall.atZone(BERLIN);
        LocalTime time = shown.toLocalTime();
        boolean nightly = !time.isBefore(LocalTime.of(2, 10)) && time.isBefore(LocalTime.of(2, 50));
        boolean weekly = switch (shown.getDayOfWeek()) {
            case SATURDAY -> !time.isBefore(LocalTime.of(23, 30));
            case SUNDAY -> time.isBefore(LocalTime.of(3, 30));
            default -> false;
        };
        return weekly || (nightly && service.equals("s1"));
    }
}
