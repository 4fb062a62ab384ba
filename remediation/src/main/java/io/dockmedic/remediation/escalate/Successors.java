package io.dockmedic.remediation.escalate;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.remediation.record.Delivery;
import io.dockmedic.remediation.record.Page;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What receivers were told, or should have been, that are not configured any more: whoever is now is told in their place, once it is
 * known that it still matters, and nobody has acknowledged it. To be used on one context.
 */
final class Successors {
    /** After a restart it takes a moment until it is known what still fires. */
    private static final Duration LOOK = Duration.ofMinutes(1);

    /** What comes of a message that waits for a receiver which is not there. */
    interface Telling {
        /**
         * Tells whoever is to hear of it and was not told.
         *
         * @param open of its incidents, those that are to be told
         */
        void instead(Page of, List<String> open);

        /** Those configured are told, or know of it. */
        void handedOn(Delivery delivery);

        /** Nobody need be told, or can be: what it is about is over, or never was to be told again. */
        void giveUp(Delivery delivery);
    }

    private final Predicate<String> configured;
    private final Supplier<Collection<Page>> told;
    private final Telling telling;
    private final Clock clock;
    private final Timers timers;
    private final Map<String, List<Delivery>> left = new LinkedHashMap<>();
    private Cases cases = Cases.NONE;

    /**
     * @param configured whether there is a receiver of that name
     * @param told       what receivers were told of that is not over, also those that are gone
     */
    Successors(Predicate<String> configured, Supplier<Collection<Page>> told, Telling telling, Clock clock,
            Timers timers) {
        this.configured = configured;
        this.told = told;
        this.telling = telling;
        this.clock = clock;
        this.timers = timers;
    }

    void ask(Cases known) {
        cases = known;
    }

    /**
     * Begins with what was left at our start.
     *
     * @param waiting for receivers that are not configured
     */
    void begin(List<Delivery> waiting) {
        told.get().stream().filter(this::isLeft).forEach(page -> of(page.about()));
        waiting.forEach(delivery -> of(Deliveries.about(delivery)).add(delivery));
        // What is about nothing that anybody is told of again is not waited for.
        List.copyOf(left.keySet()).stream().filter(about -> page(about).isEmpty()).forEach(this::look);
        lookLater();
    }

    private List<Delivery> of(String about) {
        return left.computeIfAbsent(about, first -> new ArrayList<>());
    }

    private boolean isLeft(Page page) {
        return !page.rests() && !configured.test(page.receiver());
    }

    /** The latest that one who is gone was told of it. */
    private Optional<Page> page(String about) {
        return told.get()
                .stream()
                .filter(page -> page.about().equals(about) && isLeft(page))
                .max(Comparator.comparing(Page::last));
    }

    private void lookLater() {
        if (!left.isEmpty()) {
            timers.after(LOOK, () -> {
                List.copyOf(left.keySet()).forEach(this::look);
                lookLater();
            });
        }
    }

    private void look(String about) {
        Optional<Page> page = page(about);
        List<String> open = page.map(Page::incidents)
                .orElse(List.of())
                .stream()
                .filter(incident -> !cases.acknowledged(incident))
                .toList();
        List<String> matters = open.stream().filter(cases::mayBeTold).toList();
        if (page.isPresent() && !matters.isEmpty()) {
            telling.instead(page.get(), matters);
            of(about).forEach(telling::handedOn);
            left.remove(about);
        } else if (open.isEmpty()) {
            of(about).forEach(othersAreTold(about) ? telling::handedOn : telling::giveUp);
            left.remove(about);
        } else {
            givesUpWhatIsOld(of(about));
        }
    }

    /** Something newer about it, say. */
    private boolean othersAreTold(String about) {
        return told.get()
                .stream()
                .anyMatch(page -> page.about().equals(about) && !page.rests() && configured.test(page.receiver()));
    }

    /** It may be silenced all the while. */
    private void givesUpWhatIsOld(List<Delivery> waiting) {
        waiting.removeIf(delivery -> {
            boolean old = delivery.at().plus(Patience.GIVE_UP).isBefore(clock.now());
            if (old) {
                telling.giveUp(delivery);
            }
            return old;
        });
    }
}
