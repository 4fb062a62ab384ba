package io.dockmedic.remediation.verify;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.kind.Kind;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.remedy.Seen;
import io.dockmedic.rules.sought.Seekers;
import io.dockmedic.rules.sought.Sight;
import io.dockmedic.rules.sought.Sought;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands each proof that listens what the rules heard for it. For use on one context. */
public final class Ears {
    private static final Logger LOG = LoggerFactory.getLogger(Ears.class);

    private final Function<Sought, Future<Void>> asks;
    private final BiFunction<Instant, String, Future<List<Event>>> recall;
    private final Kinds kinds;
    private final Map<String, Consumer<Sight>> listening = new HashMap<>();
    private long begun;

    /**
     * @param asks   told what is listened for, and no longer
     * @param recall what was heard since then about a service, or what else that is, also before our start
     */
    public Ears(Function<Sought, Future<Void>> asks, BiFunction<Instant, String, Future<List<Event>>> recall,
            Kinds kinds) {
        this.asks = asks;
        this.recall = recall;
        this.kinds = kinds;
    }

    /** The rules heard something. What is listened for no longer is dropped. */
    public void heard(Sight sight) {
        Consumer<Sight> told = listening.get(sight.id());
        if (told != null) {
            told.accept(sight);
        }
    }

    /** @param about the service, or what else the incident is about */
    public Listening of(Seen seen, String about) {
        begun++;
        Sought sought = new Sought(Long.toString(begun), about, seen, false);
        return new Listening() {
            private Future<Void> asked = Future.succeededFuture();

            @Override
            public Future<Void> begin(Consumer<Sight> told) {
                listening.put(sought.id(), told);
                asked = asks.apply(sought)
                        .onFailure(
                                why -> said(sought, "the rules could not be asked what they hear, for a proof", why));
                return asked;
            }

            @Override
            public void recall(Instant since, Consumer<Event> all) {
                Seekers seekers = new Seekers(kinds);
                seekers.hear(sought);
                recall.apply(since, about)
                        .onSuccess(events -> events.forEach(event -> {
                            all.accept(event);
                            seekers.of(event).forEach(Ears.this::heard);
                        }));
            }

            @Override
            public boolean once() {
                return seen.events()
                        .kinds()
                        .stream()
                        .anyMatch(name -> kinds.find(name).flatMap(Kind::interval).isEmpty());
            }

            @Override
            public void end() {
                if (listening.remove(sought.id()) != null) {
                    // Not before they know of it.
                    asked.onComplete(done -> asks.apply(sought.over())
                            .onFailure(why -> said(sought, "the rules go on listening for a proof that is over", why)));
                }
            }
        };
    }

    private static void said(Sought sought, String what, Throwable why) {
        LOG.atWarn().addKeyValue("about", sought.about()).log("{}: {}", what, why.getMessage());
    }
}
