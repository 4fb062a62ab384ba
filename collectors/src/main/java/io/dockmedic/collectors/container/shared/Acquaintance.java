package io.dockmedic.collectors.container.shared;

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

    private record Known(NetworkOwner owner, Instant saved) {}

    private record Other(NetworkOwner owner, Instant since) {}

    private final NetworkOwners owners;
    private final Map<String, Known> known = new HashMap<>();
    private final Map<String, Other> others = new HashMap<>();

    Acquaintance(NetworkOwners owners) {
        this.owners = owners;
    }

    /**
     * As they were seen in one round. What cannot be read or written is tried again in the next.
     *
     * @param seen whose they are by how those that share the network name them; empty for what the engine has no more
     */
    void saw(Map<String, Optional<NetworkOwner>> seen, Instant now) {
        keepOnly(seen.keySet());
        seen.forEach((asked, owner) -> {
            Known before = known.get(asked);
            if (before == null) {
                owners.find(asked).onSuccess(found -> first(asked, found, owner, now));
            } else {
                owner.ifPresent(is -> is(asked, before.owner(), is, now));
                again(asked, now);
            }
        });
    }

    private void keepOnly(Set<String> asked) {
        known.keySet().retainAll(asked);
        others.keySet().retainAll(asked);
    }

    private void first(String asked, Optional<NetworkOwner> found, Optional<NetworkOwner> owner, Instant now) {
        found.or(() -> owner).ifPresent(is -> save(asked, is, now));
    }

    private void is(String asked, NetworkOwner before, NetworkOwner owner, Instant now) {
        Other other = others.get(asked);
        if (owner.equals(before)) {
            others.remove(asked);
        } else if (owner.service().equals(before.service()) && !before.placeKnown()) {
            // More is known of the same.
            save(asked, owner, now);
        } else if (other == null || !other.owner().equals(owner)) {
            others.put(asked, new Other(owner, now));
        } else if (!now.isBefore(other.since().plus(STAYS))) {
            save(asked, owner, now);
        }
    }

    private void again(String asked, Instant now) {
        Known one = known.get(asked);
        if (one != null && !now.isBefore(one.saved().plus(AGAIN))) {
            save(asked, one.owner(), now);
        }
    }

    private void save(String asked, NetworkOwner owner, Instant now) {
        owners.save(asked, owner, now).onSuccess(saved -> {
            known.put(asked, new Known(owner, now));
            others.remove(asked);
        });
    }
}
