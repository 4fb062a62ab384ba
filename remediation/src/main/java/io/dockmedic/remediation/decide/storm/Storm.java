package io.dockmedic.remediation.decide.storm;

import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * One storm, from its beginning on.
 *
 * @param id       unique
 * @param image    whose services it holds up; empty when it holds up the whole host
 * @param since    when it began, or the first of those that it took in
 * @param last     when a service fell into trouble for the last time
 * @param services in trouble, since it began or shortly before
 * @param why      for a person
 */
public record Storm(String id, String image, Instant since, Instant last, Set<String> services, String why) {
    public Storm {
        services = Set.copyOf(services);
    }

    /** Whether a service of this image is held up. */
    public boolean covers(String other) {
        return image.isEmpty() || image.equals(other);
    }

    /** The same with one service more in trouble. */
    Storm joined(Trouble trouble) {
        Set<String> more = new TreeSet<>(services);
        more.add(trouble.service());
        // What was held back by another incident counts for when it began to fire, which may be earlier.
        return new Storm(id, image, since, later(last, trouble.at()), more, why);
    }

    /** The same with smaller ones in it. */
    Storm takingIn(Collection<Storm> smaller) {
        Instant first = since;
        Instant latest = last;
        Set<String> more = new TreeSet<>(services);
        for (Storm one : smaller) {
            first = one.since.isBefore(first) ? one.since : first;
            latest = later(latest, one.last);
            more.addAll(one.services);
        }
        return new Storm(id, image, first, latest, more, why);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** The same, with nothing in it later than {@code now}. */
    public Storm notAfter(Instant now) {
        return new Storm(id, image, since.isAfter(now) ? now : since, last.isAfter(now) ? now : last, services, why);
    }
}
