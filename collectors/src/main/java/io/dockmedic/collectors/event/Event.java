package io.dockmedic.collectors.event;

import java.time.Instant;
import java.util.Set;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened. Immutable. What comes in from outside is always an external event and can never pose as an
 * engine, kernel or GPU event.
 */
public sealed interface Event permits AuditEvent, BackupEvent, ContainerEvent, EngineEvent, ExternalEvent, GpuEvent,
        HostEvent, ImageEvent, KernelEvent, RulesEvent, ScheduleEvent {
    /** The kind, {@code container.died}: what rules name in {@code on}. */
    String kind();

    /** When it happened, by its source's clock. For what a gap hid: when we found out. */
    Instant at();

    /** The host it happened on. */
    String host();

    /** Who says so. */
    Origin origin();

    /** What it happened to, as text: a service's key, a mount point, an image, or {@code engine}. */
    String subject();

    /**
     * Whether it says how something is, at an interval, rather than that something happened. That it still is so is no
     * news.
     */
    default boolean reading() {
        return false;
    }

    /** Kinds of reading that pause from now on, so that none says any more whether something still is as it was; as a rule none. */
    default Set<String> pauses() {
        return Set.of();
    }

    /**
     * What happened, whatever is said of it. Events whose occurrences are equal tell of the same thing: one that is told
     * again after a restart may be dated, worded and judged otherwise.
     */
    default Object occurrence() {
        return this;
    }

    /** Whether both tell of the same thing: their occurrences are equal. */
    default boolean sameAs(Event other) {
        return occurrence().equals(other.occurrence());
    }

    /** The same of all that {@link #sameAs tell of the same thing}, and mostly another of others: soon asked. */
    default int likeness() {
        return at().hashCode();
    }

    /** The same of all that {@link #sameAs tell of the same thing}, also in another process, and as good as always another of others. */
    default int mark() {
        Object occurrence = occurrence();
        return occurrence.equals(this)
                ? Objects.hash(kind(), at(), host(), subject(), summary())
                : occurrence.hashCode();
    }

    /** The container that an act because of it would be on; null when there is none. */
    default @Nullable Container target() {
        return null;
    }

    /** How many bytes of memory the text in it takes that a sender elsewhere chose and that is long for all we know; else none. */
    default int length() {
        return 0;
    }

    /** One sentence for a person. */
    String summary();
}
