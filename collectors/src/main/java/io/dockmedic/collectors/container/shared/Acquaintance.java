package io.dockmedic.collectors.container.shared;

import io.dockmedic.collectors.event.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sees to it that the journal knows of which service they are whose network is shared, with few writes. Whoever makes one anew may give
 * the old one another name for a moment (Watchtower does): a new name counts once it has stayed. To be used on one context.
 */
final class Acquaintance {
    /** So long a name has stayed. */
    static final Duration STAYS = Duration.ofMinutes(5);
    /** What is seen all the time is said to the journal so often, which forgets what is old. */
    static final Duration AGAIN = Duration.ofHours(6);

    private record Known(Service service, Instant saved) {}

    private record Other(Service service, Instant since) {}

    private final NetworkOwners owners;
    private final Map<String, Known> known = new HashMap<>();
    private final Map<String, Other> others = new HashMap<>();

    Acquaintance(NetworkOwners owners) {
        this.owners = owners;
    }

    /**
     * As they were seen in one round. What cannot be read or written is tried again in the next.
     *
     * @param seen the services by how those that share the network name them; empty for what the engine has no more
     */
    void saw(Map<String, Optional<Service>> seen, Instant now) {
        keepOnly(seen.keySet());
        seen.forEach((asked, service) -> {
            Known before = known.get(asked);
            if (before == null) {
                owners.find(asked).onSuccess(found -> first(asked, found, service, now));
            } else {
                service.ifPresent(is -> is(asked, before.service(), is, now));
                again(asked, now);
            }
        });
    }

    private void keepOnly(Set<String> asked) {
        known.keySet().retainAll(asked);
        others.keySet().retainAll(asked);
    }

    private void first(String asked, Optional<Service> found, Optional<Service> service, Instant now) {
        found.or(() -> service).ifPresent(is -> save(asked, is, now));
    }

    private void is(String asked, Service before, Service service, Instant now) {
        Other other = others.get(asked);
        if (service.equals(before)) {
            others.remove(asked);
        } else if (other == null || !other.service().equals(service)) {
            others.put(asked, new Other(service, now));
        } else if (!now.isBefore(other.since().plus(STAYS))) {
            save(asked, service, now);
        }
    }

    private void again(String asked, Instant now) {
        Known one = known.get(asked);
        if (one != null && !now.isBefore(one.saved().plus(AGAIN))) {
            save(asked, one.service(), now);
        }
    }

    private void save(String asked, Service service, Instant now) {
        owners.save(asked, service, now).onSuccess(saved -> {
            known.put(asked, new Known(service, now));
            others.remove(asked);
        });
    }
}
