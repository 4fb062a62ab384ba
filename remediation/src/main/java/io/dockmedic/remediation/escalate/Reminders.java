package io.dockmedic.remediation.escalate;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.remediation.record.Delivery;
import io.dockmedic.remediation.record.Page;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who was told of what, and hears of it again, or has another told, while nobody acknowledges it and it is not over. What is due
 * is found out by dates, so that it is the same after our restart. To be used on one context.
 */
final class Reminders {
    /** Sends; one message for each page. */
    interface Sending {
        void send(List<Delivery> deliveries, List<Page> pages);

        /** Whether an earlier message about the same was not taken yet. */
        boolean waits(Page page);
    }

    /**
     * Storms that another one tells of.
     *
     * @param gone those of which nothing is left
     * @param left of the others, what is
     */
    record Narrowed(Set<String> gone, List<Page> left) {}

    private record Place(String about, String receiver) {
        static Place of(Page page) {
            return new Place(page.about(), page.receiver());
        }
    }

    private final Map<String, Receiver> receivers;
    private final Set<String> later;
    private final DueDates dates;
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
        this.dates = new DueDates(receivers, this::isTold);
        this.repetition = repetition;
        this.sending = sending;
        this.clock = clock;
        this.timers = timers;
    }

    void ask(Cases known) {
        cases = known;
    }

    /**
     * Who hears something about an incident or a storm: who is told at once, and who was told of it before.
     *
     * @param fits of those who are told at once, whom it is for
     */
    List<String> whoHears(String about, Predicate<Receiver> fits) {
        return hearing(about, fits, page -> true);
    }

    /** Who is told of it under this key. What is told afresh is told afresh to those who come later too. */
    List<String> whoIsTold(String about, String key, Predicate<Receiver> fits) {
        return hearing(about, fits, page -> !page.rests() && !Repetition.afresh(page, key));
    }

    /** Who is being told of the same already, and not of what was before something told afresh. */
    Set<String> whoKnows(Page of) {
        return about(of.about())
                .filter(page -> !page.rests() && !Repetition.afresh(page, of.key()))
                .map(Page::receiver)
                .collect(Collectors.toSet());
    }

    private List<String> hearing(String about, Predicate<Receiver> fits, Predicate<Page> before) {
        Stream<String> atOnce = receivers.values()
                .stream()
                .filter(receiver -> !later.contains(receiver.name()) && fits.test(receiver))
                .map(Receiver::name);
        Stream<String> more = about(about).filter(before).map(Page::receiver).filter(receivers::containsKey);
        return Stream.concat(atOnce, more).distinct().sorted().toList();
    }

    /**
     * What these receivers are being told of, and who else is not told of it for now. Who knows of it for longer, also as a part of
     * something else, is not told for the first time.
     */
    List<Page> of(String about, String key, List<String> incidents, JsonObject body, List<String> hearing) {
        Instant now = clock.now();
        Stream<Page> told = hearing.stream().map(receiver -> {
            Instant since = Stream.concat(about(about), merged(about, incidents))
                    .filter(page -> page.receiver().equals(receiver))
                    .filter(page -> !page.rests() && !Repetition.afresh(page, key))
                    .map(Page::since)
                    .min(Instant::compareTo)
                    .orElse(now);
            return new Page(about, receiver, key, incidents, since, now, 0, body.encode());
        });
        Stream<Page> rest = about(about).filter(page -> !hearing.contains(page.receiver())).map(Page::rested);
        return Stream.concat(told, rest).toList();
    }

    /** What is told of as part of this is told again as part of no other storm. One of which nothing is left is forgotten. */
    Narrowed narrow(String about, List<String> incidents) {
        List<Page> narrowed = merged(about, incidents).map(page -> page.without(incidents)).toList();
        narrowed.forEach(page -> pages.put(Place.of(page), page));
        Set<String> gone = narrowed.stream()
                .map(Page::about)
                .filter(other -> about(other).allMatch(Page::rests))
                .collect(Collectors.toSet());
        gone.forEach(this::over);
        return new Narrowed(gone, narrowed.stream().filter(page -> !gone.contains(page.about())).toList());
    }

    /** Of other storms that tell of one of these. */
    private Stream<Page> merged(String about, List<String> incidents) {
        return incidents.contains(about)
                ? Stream.empty()
                : pages.values()
                        .stream()
                        .filter(page -> !page.about().equals(about) && !page.incidents().contains(page.about()))
                        .filter(page -> page.incidents().stream().anyMatch(incidents::contains));
    }

    private Stream<Page> about(String about) {
        return pages.values().stream().filter(page -> page.about().equals(about));
    }

    /** A message was taken: who has it since now only, is told again as long after now. Empty where it is none of the last. */
    Optional<Page> taken(Delivery delivery) {
        Optional<Page> now = pages.values()
                .stream()
                .filter(page -> page.receiver().equals(delivery.receiver())
                        && Repetition.key(page).equals(delivery.key()))
                .findFirst()
                .map(page -> page.taken(clock.now()));
        now.ifPresent(page -> told(List.of(page)));
        return now;
    }

    /** They were told of it. */
    void told(List<Page> all) {
        all.forEach(page -> {
            pages.put(Place.of(page), page);
            await(page);
        });
    }

    /** What receivers were told of that is not over. */
    Collection<Page> all() {
        return pages.values();
    }

    /** Nobody need hear of it any more. */
    void over(String about) {
        forget(place -> place.about().equals(about));
    }

    /** Forgets what is about no incident or storm that is known, and tells of none. Answers what that was about. */
    Set<String> overUnless(Predicate<String> knows) {
        return forget(place -> incidents(place).stream().noneMatch(knows) && !knows.test(place.about()));
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

    private boolean isTold(String about, String receiver) {
        Page page = pages.get(new Place(about, receiver));
        return page != null && !page.rests();
    }

    private void await(Page page) {
        dates.first(page).ifPresent(due -> at(due, Place.of(page)));
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
        boolean hands = dates.handsOn(page, now);
        boolean again = dates.again(page, now) && !sending.waits(page);
        if (told.isEmpty() || !(hands || again)) {
            at(dates.nextLook(page, now), place);
            return;
        }
        List<Delivery> deliveries = new ArrayList<>();
        List<Page> changed = new ArrayList<>();
        if (hands) {
            Page next = new Page(page.about(), dates.next(page), page.key(), page.incidents(), now, now, 0,
                    repetition.handedOn(page, page.incidents(), now).encode());
            changed.add(next);
            deliveries.add(new Delivery(next.key(), next.receiver(), now,
                    repetition.handedOn(page, told, now).encode()));
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
}
