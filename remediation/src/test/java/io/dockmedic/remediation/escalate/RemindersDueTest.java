package io.dockmedic.remediation.escalate;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.remediation.record.Delivery;
import io.dockmedic.remediation.record.Page;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When a reminder is due, where timers are no more exact than a millisecond. */
class RemindersDueTest {
    private static final Duration EVERY = Duration.ofHours(4);
    private static final Duration AFTER = Duration.ofMinutes(30);

    private final ManualTime time = new ManualTime(Instant.parse("2026-11-01T00:00:00.000600Z"));
    private final List<Delivery> sent = new ArrayList<>();

    /** As real ones: a wait is cut off to whole milliseconds. */
    private final Timers early = (delay, task) -> time.after(
            Duration.ofMillis(Math.max(delay.isPositive() ? 1 : 0, delay.toMillis())), task);

    private Reminders reminders(Reminding reminding) {
        Reminders reminders = new Reminders(Map.of(
                "anna", new Receiver("anna", URI.create("http://127.0.0.1:1/"), reminding),
                "boss", new Receiver("boss", URI.create("http://127.0.0.1:1/"))),
                new Repetition(incident -> List.of(), at -> at), new Reminders.Sending() {
                    @Override
                    public void send(List<Delivery> deliveries, List<Page> pages) {
                        sent.addAll(deliveries);
                    }

                    @Override
                    public boolean waits(Page page) {
                        return false;
                    }
                }, time, early);
        reminders.ask(new Cases() {
            @Override
            public boolean mayBeTold(String incident) {
                return true;
            }

            @Override
            public boolean acknowledged(String incident) {
                return false;
            }
        });
        Instant now = time.now();
        // No whole number of milliseconds before it is due.
        time.advance(Duration.ofNanos(100_000));
        reminders.told(List.of(new Page("i1", "anna", "i1/1", List.of("i1"), now, now, 0, new JsonObject().encode())));
        return reminders;
    }

    @Test
    void aTimerThatIsLessThanAMillisecondEarlyPutsNothingOffByAMinute() {
        reminders(new Reminding(EVERY, null, ""));
        time.advance(EVERY.plusMillis(5));
        assertThat(sent).extracting(Delivery::key).containsExactly("i1/1.again1");
        time.advance(EVERY.plusMillis(5));
        assertThat(sent).extracting(Delivery::key).containsExactly("i1/1.again1", "i1/1.again2");
    }

    @Test
    void norTheOneWhoComesNext() {
        reminders(new Reminding(null, AFTER, "boss"));
        time.advance(AFTER.plusMillis(5));
        assertThat(sent).extracting(Delivery::receiver).containsExactly("boss");
    }
}
