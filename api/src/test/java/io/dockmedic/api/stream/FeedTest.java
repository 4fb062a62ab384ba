package io.dockmedic.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is remembered of what changed. */
class FeedTest {
    private final Feed feed = new Feed("run", 3);

    @Test
    void aThingThatChangesAgainIsThereOnceAsTheLast() {
        feed.changed(Change.incident("a"));
        feed.changed(Change.incident("b"));
        feed.changed(Change.incident("a"));

        assertThat(feed.after(0).changes().values()).containsExactly(Change.incident("b"), Change.incident("a"));
        assertThat(feed.after(2).changes()).containsOnlyKeys(3L);
        assertThat(feed.after(3).changes()).isEmpty();
        assertThat(feed.after(0).whole()).isTrue();
    }

    @Test
    void whoWasAwayForTooLongIsToldThatNotAllIsKnown() {
        for (String id : new String[]{"a", "b", "c", "d"}) {
            feed.changed(Change.incident(id));
        }

        assertThat(feed.after(0).whole()).isFalse();
        assertThat(feed.after(1).whole()).isTrue();
        assertThat(feed.after(1).changes()).hasSize(3);
    }

    @Test
    void anIdIsGoodForTheRunThatGaveItAlone() {
        feed.changed(Change.incident("a"));

        assertThat(feed.number(feed.id(1))).hasValue(1);
        assertThat(feed.number("run-0")).hasValue(0);
        for (String none : new String[]{"", "run-2", "run--1", "other-1", "run-", "run-1x",
                "run-99999999999999999999"}) {
            assertThat(feed.number(none)).as(none).isEmpty();
        }
    }

    @Test
    void whoListensIsToldUntilItLeaves() {
        AtomicInteger told = new AtomicInteger();
        Runnable listener = told::incrementAndGet;
        feed.listen(listener);
        feed.changed(Change.incident("a"));
        feed.leave(listener);
        feed.changed(Change.incident("b"));

        assertThat(told).hasValue(1);
    }
}
