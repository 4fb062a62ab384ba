package io.dockmedic.remediation.decide.brake;

import io.dockmedic.collectors.event.Container;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that people have set at run time.
 *
 * @param all in the order in which they were set
 */
public record Switches(List<Switch> all) {
    public static final Switches NONE = new Switches(List.of());

    public Switches {
        all = List.copyOf(all);
    }

    /** With one more, or with that one as it is now. */
    public Switches with(Switch one) {
        return new Switches(Stream.concat(
                all.stream().filter(other -> !other.id().equals(one.id())), Stream.of(one)).toList());
    }

    /** With those of before our restart, where nothing newer is known of them. */
    public Switches remembering(Collection<Switch> before) {
        return new Switches(Stream.concat(
                before.stream().filter(old -> all.stream().noneMatch(one -> one.id().equals(old.id()))),
                all.stream()).toList());
    }

    /** Without those. */
    public Switches without(Predicate<Switch> which) {
        return new Switches(all.stream().filter(which.negate()).toList());
    }

    /** Those of a kind that hold now. */
    public List<Switch> on(Switch.Kind kind, Instant now) {
        return all.stream().filter(one -> one.kind() == kind && one.on(now)).toList();
    }

    /** The one of a kind that holds up acts on a container for longest; empty when none does. */
    public Optional<Hold> hold(Switch.Kind kind, @Nullable Container container, Instant now) {
        return on(kind, now).stream()
                .filter(one -> container == null
                        ? one.services().equals(ServicePattern.ALL)
                        : one.services().matches(container))
                .max((one, other) -> later(one.until(), other.until()))
                .map(Switch::hold);
    }

    private static int later(@Nullable Instant one, @Nullable Instant other) {
        return (one == null ? Instant.MAX : one).compareTo(other == null ? Instant.MAX : other);
    }
}
