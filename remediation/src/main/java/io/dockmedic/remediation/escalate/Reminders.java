package io.dockmedic.remediation.escalate;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.remediation.record.Delivery;
import io.dockmedic.remediation.record.Page;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who was told of what, and hears of it again, or has another told, while nobody acknowledges it and it is not over. What is due
 * is found out by dates, so that it is the same after our restart. To be used on one context.
 */
final class Reminders {
    /** After a restart it takes a moment until it is known what still fires; and a silence may end. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    /** Sends; one message for each page. */
    interface Sending {
        void send(List<Delivery> deliveries, List<Page> pages);

        /** Whether an earlier message about the same was not taken yet. */
        boolean waits(Page page);
    }

    private record Place(String about, String receiver) {
        static Place of(Page page) {
            return new Place(page.about(), page.receiver());
        }
    }

    private final Map<String, Receiver> receivers;
    private final Set<String> later;
    private final Repetition repetition;
    private final Sending sending;
    private final Clock clock;
    private final Timers timers;
    private final Map<Place, Page> pages = new LinkedHashMap<>();
    private final Map<Place, Timers.Pending> pending = new HashMap<>();
    private Cases cases = Cases.NONE;

    Reminders(Map<String, Receiver> receivers, Repetition repetition, Sending sending, Clock clock, Timers timers) {
        this.receivers = receivers;
        this.later = receivers.values()
                .stream()
                .map(receiver -> receiver.reminding().then())
                .collect(Collectors.toSet());
        this.repetition = repetition;
        this.sending = sending;
        this.clock = clock;
        this.timers = timers;
    }

    void ask(Cases known) {
        cases = known;
    }

    /** Who is told of something about an incident or a storm: who is told at once, and who was told of it before. */
    List<String> whoHears(String about) {
        Stream<String> atOnce = receivers.keySet().stream().filter(name -> !later.contains(name));
        Stream<String> before = pages.keySet()
                .stream()
                .filter(place -> place.about().equals(about) && receivers.containsKey(place.receiver()))
                .map(Place::receiver);
        return Stream.concat(atOnce, before).distinct().sorted().toList();
    }

    /** What these receivers are being told of; who knows of it for longer is not told for the first time. */
    List<Page> of(String about, String key, List<String> incidents, JsonObject body, List<String> hearing) {
        Instant now = clock.now();
        return hearing.stream().map(receiver -> {
            Page before = pages.get(new Place(about, receiver));
            return new Page(about, receiver, key, incidents, before == null ? now : before.since(), now, 0,
                    body.encode());
        }).toList();
    }

    /** They were told of it. */
    void told(List<Page> all) {
        all.forEach(page -> {
            pages.put(Place.of(page), page);
            await(page);
        });
    }

    /** Nobody need hear of it any more. */
    void over(String about) {
        forget(place -> place.about().equals(about));
    }

    /** Forgets what tells of no incident that is known. Answers what that was about. */
    Set<String> overUnless(Predicate<String> knows) {
        return forget(place -> incidents(place).stream().noneMatch(knows));
    }

    private Set<String> forget(Predicate<Place> which) {
        List<Place> gone = pages.keySet().stream().filter(which).toList();
        gone.forEach(place -> {
            pages.remove(place);
            cancel(place);
        });
        return gone.stream().map(Place::about).collect(Collectors.toSet());
    }

    private List<String> incidents(Place place) {
        Page page = pages.get(place);
        return page == null ? List.of() : page.incidents();
    }

    private void await(Page page) {
        Stream.of(again(page), handsOn(page))
                .flatMap(Stream::ofNullable)
                .min(Instant::compareTo)
                .ifPresent(due -> at(due, Place.of(page)));
    }

    private void at(Instant due, Place place) {
        cancel(place);
        pending.put(place, timers.after(Duration.between(clock.now(), due), () -> due(place)));
    }

    private void cancel(Place place) {
        Timers.Pending timer = pending.remove(place);
        if (timer != null) {
            timer.cancel();
        }
    }

    private void due(Place place) {
        pending.remove(place);
        Page page = pages.get(place);
        if (page == null) {
            return;
        }
        List<String> open = page.incidents()
                .stream()
                .filter(incident -> !cases.acknowledged(incident))
                // Else it is told of by itself.
                .filter(incident -> incident.equals(page.about())
                        || !pages.containsKey(new Place(incident, page.receiver())))
                .toList();
        if (open.isEmpty()) {
            return;
        }
        Instant now = clock.now();
        List<String> told = open.stream().filter(cases::mayBeTold).toList();
        boolean hands = isDue(handsOn(page), now);
        boolean again = isDue(again(page), now) && !sending.waits(page);
        if (told.isEmpty() || !(hands || again)) {
            at(now.plus(LOOK_AGAIN), place);
            return;
        }
        List<Delivery> deliveries = new ArrayList<>();
        List<Page> changed = new ArrayList<>();
        if (hands) {
            Page next = new Page(page.about(), reminding(page).then(), page.key(), page.incidents(), now, now, 0,
                    repetition.handedOn(page, told, now).encode());
            changed.add(next);
            deliveries.add(new Delivery(next.key(), next.receiver(), now, next.body()));
        }
        if (again) {
            Page once = page.again(now);
            changed.add(once);
            deliveries.add(new Delivery(Repetition.key(once), once.receiver(), now,
                    repetition.again(once, told).encode()));
        }
        sending.send(deliveries, changed);
        told(changed);
        if (!again) {
            await(page);
        }
    }

    private static boolean isDue(@Nullable Instant due, Instant now) {
        return due != null && !due.isAfter(now);
    }

    /** When it is told again; null for never. */
    private @Nullable Instant again(Page page) {
        Duration every = reminding(page).every();
        return every == null ? null : page.last().plus(every);
    }

    /** When another is told; null for never, or when that was done. */
    private @Nullable Instant handsOn(Page page) {
        Reminding reminding = reminding(page);
        Duration after = reminding.after();
        return after == null || pages.containsKey(new Place(page.about(), reminding.then()))
                ? null
                : page.since().plus(after);
    }

    private Reminding reminding(Page page) {
        Receiver receiver = receivers.get(page.receiver());
        return receiver == null ? Reminding.NONE : receiver.reminding();
    }
}
