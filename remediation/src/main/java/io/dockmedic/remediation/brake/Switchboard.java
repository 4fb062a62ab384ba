package io.dockmedic.remediation.brake;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.remediation.decide.brake.ServicePattern;
import io.dockmedic.remediation.decide.brake.Switch;
import io.dockmedic.remediation.decide.brake.Switch.Kind;
import io.dockmedic.remediation.decide.brake.Switches;
import io.dockmedic.remediation.record.BrakeRecords;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people set at run time. It holds at once; the futures complete when it is in the journal too, and fail when it
 * cannot be written: then it is {@linkplain Owed owed}, and holds until our next start if it never can be. To be used on one context.
 */
final class Switchboard {
    private static final Logger LOG = LoggerFactory.getLogger(Switchboard.class);
    private static final int ID_LENGTH = 8;
    /** Each is in memory, and shown to whoever looks. */
    private static final int MOST_SILENCES = 500;

    private final BrakeRecords records;
    private final Owed owed;
    private final Clock clock;
    private final Timers timers;
    private final Runnable changed;
    private final Runnable begun;
    private volatile Switches switches = Switches.NONE;

    /**
     * @param changed run when something holds no longer, or for another time
     * @param begun   run when something holds that did not
     */
    Switchboard(BrakeRecords records, Owed owed, Clock clock, Timers timers, Runnable changed, Runnable begun) {
        this.records = records;
        this.owed = owed;
        this.clock = clock;
        this.timers = timers;
        this.changed = changed;
        this.begun = begun;
    }

    Switches switches() {
        return switches;
    }

    /** What was set before our start. */
    void remember(Collection<Switch> before) {
        switches = switches.remembering(before);
        before.forEach(this::endInTime);
    }

    /** Sets something. A pause or a dry-run takes the place of one that is there. */
    Future<Switch> set(Kind kind, ServicePattern services, @Nullable Duration length, String reason, String by) {
        Instant now = clock.now();
        if (kind == Kind.SILENCE && switches.on(kind, now).size() >= MOST_SILENCES) {
            return Future.failedFuture(new Controls.TooManyException(MOST_SILENCES
                    + " silences hold already; end some, or silence more services by one: shop/*"));
        }
        Switch one = new Switch(UUID.randomUUID().toString().substring(0, ID_LENGTH), kind, services, now,
                length == null ? null : now.plus(length), reason, by);
        List<Switch> replaced = kind == Kind.SILENCE ? List.of() : switches.on(kind, now);
        switches = switches.with(one).without(replaced::contains);
        LOG.atInfo()
                .addKeyValue("id", one.id())
                .addKeyValue("services", one.services())
                .addKeyValue("until", one.until() == null ? "resumed" : clock.shown(one.until()))
                .addKeyValue("by", by)
                .addKeyValue("reason", reason)
                .log("{} begins", kind.word());
        endInTime(one);
        begun.run();
        Map<String, Supplier<Future<Void>>> parts = new HashMap<>();
        replaced.forEach(old -> parts.put(old.id(), () -> records.ended(old, now, by)));
        parts.put(one.id(), () -> records.save(one));
        return owed.write(parts, () -> records.save(one, replaced)).map(one);
    }

    /** Makes it end so long from now; empty when nothing of that id holds. */
    Future<Optional<Switch>> extend(String id, Duration length, String by) {
        Optional<Switch> found = find(id).map(one -> one.until(clock.now().plus(length)));
        if (found.isEmpty()) {
            return Future.succeededFuture(found);
        }
        switches = switches.with(found.get());
        LOG.atInfo()
                .addKeyValue("id", id)
                .addKeyValue("services", found.get().services())
                .addKeyValue("until", clock.shown(clock.now().plus(length)))
                .addKeyValue("by", by)
                .log("{} is to end at another time", found.get().kind().word());
        endInTime(found.get());
        changed.run();
        return owed.write(id, () -> records.extended(found.get(), by)).map(found);
    }

    /** Ends it; empty when nothing of that id holds. */
    Future<Optional<Switch>> end(String id, String by) {
        Optional<Switch> found = find(id);
        return found.isEmpty() ? Future.succeededFuture(found) : end(found.get(), "ends", by).map(found);
    }

    /** Ends all of a kind; answers which. */
    Future<List<Switch>> endAll(Kind kind, String by) {
        List<Switch> all = switches.on(kind, clock.now());
        return Future.join(all.stream().map(one -> end(one, "ends", by)).toList()).map(all);
    }

    private Optional<Switch> find(String id) {
        return switches.all().stream().filter(one -> one.id().equals(id) && one.on(clock.now())).findFirst();
    }

    /** @param by empty when nobody did */
    private Future<Void> end(Switch one, String how, String by) {
        switches = switches.without(other -> other.id().equals(one.id()));
        LOG.atInfo()
                .addKeyValue("id", one.id())
                .addKeyValue("services", one.services())
                .addKeyValue("by", by)
                .log("{} {}", one.kind().word(), how);
        changed.run();
        Instant at = clock.now();
        return owed.write(one.id(), () -> records.ended(one, at, by));
    }

    private void endInTime(Switch one) {
        if (one.until() != null) {
            timers.after(Duration.between(clock.now(), one.until()), () -> switches.all()
                    .stream()
                    .filter(now -> now.id().equals(one.id()) && !now.on(clock.now()))
                    .findFirst()
                    .ifPresent(now -> end(now, "has run out", "")));
        }
    }
}
