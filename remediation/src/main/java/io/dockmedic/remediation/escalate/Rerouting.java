package io.dockmedic.remediation.escalate;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.remediation.record.Delivery;
import io.dockmedic.remediation.record.Page;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Tells those that are configured in the place of a receiver that is gone: whoever a message is for now, each once, also over our
 * restart, and nobody who knows of it. To be used on one context.
 */
final class Rerouting implements Successors.Telling {
    /** Writes messages down, and who is told, and sends them; answers how many are new. */
    interface Posting {
        Future<Integer> post(List<Delivery> messages, List<Page> pages);
    }

    private final Addressees addressees;
    private final Reminders reminders;
    private final Repetition repetition;
    private final Predicate<String> configured;
    private final Deliveries deliveries;
    private final Posting posting;
    private final Clock clock;

    /** @param configured whether there is a receiver of that name */
    Rerouting(Addressees addressees, Reminders reminders, Repetition repetition, Predicate<String> configured,
            Deliveries deliveries, Posting posting, Clock clock) {
        this.addressees = addressees;
        this.reminders = reminders;
        this.repetition = repetition;
        this.configured = configured;
        this.deliveries = deliveries;
        this.posting = posting;
        this.clock = clock;
    }

    /** Told as if it were then; written down, that is so once. */
    @Override
    public void instead(Page of, List<String> open) {
        Instant now = clock.now();
        JsonObject body = repetition.instead(of, open, now);
        Set<String> know = reminders.whoKnows(of);
        List<String> next = addressees.of(of.about(), of.key(), body, true)
                .stream()
                .filter(name -> !know.contains(name))
                .toList();
        Stream<Page> told = next.stream()
                .map(name -> new Page(of.about(), name, of.key(), of.incidents(), now, now, 0, of.body()));
        List<Page> pages = Stream.concat(told, reminders.all()
                .stream()
                .filter(page -> page.about().equals(of.about()) && !configured.test(page.receiver()))
                .map(Page::rested)).toList();
        posting.post(next.stream().map(name -> new Delivery(of.key(), name, now, body.encode())).toList(), pages)
                .onSuccess(added -> reminders.told(added > 0 ? pages : List.of()));
    }

    @Override
    public void handedOn(Delivery delivery) {
        deliveries.handedOn(delivery);
    }

    /** Also what is not put back is told to those who are here. */
    @Override
    public void giveUp(Delivery delivery) {
        if (KeptMessage.is(delivery)) {
            keptInstead(delivery);
            deliveries.handedOn(delivery);
        } else {
            deliveries.queue(delivery);
        }
    }

    /** It holds whatever becomes of the incident. Who has been told of it is not told again, by the key. */
    private void keptInstead(Delivery kept) {
        JsonObject body = new JsonObject(kept.body());
        String incident = body.getJsonObject("act").getString("incident");
        addressees.of(incident, kept.key(), body, false)
                .forEach(name -> posting.post(List.of(new Delivery(kept.key(), name, clock.now(), kept.body())),
                        List.of()));
    }
}
