package io.dockmedic.remediation.decide.brake;

import io.dockmedic.collectors.event.Container;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The groups of services that the owner has named, in the order of the file: a container belongs to the first that it fits.
 */
public record Groups(List<Group> all) {
    public static final Groups NONE = new Groups(List.of());

    public Groups {
        all = List.copyOf(all);
    }

    /** Whose it is; empty for nobody's, and for what is about no container. */
    public Optional<Group> of(@Nullable Container container) {
        return container == null ? Optional.empty() : all.stream().filter(one -> one.fits(container)).findFirst();
    }
}
