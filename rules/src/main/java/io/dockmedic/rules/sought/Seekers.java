package io.dockmedic.rules.sought;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.expression.ExpressionException;
import io.dockmedic.rules.expression.Subject;
import io.dockmedic.rules.kind.Kind;
import io.dockmedic.rules.kind.Kinds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The proofs that listen now. For use by one thread. */
public final class Seekers {
    private static final Logger LOG = LoggerFactory.getLogger(Seekers.class);

    private final Kinds kinds;
    private final Map<String, Sought> all = new LinkedHashMap<>();

    public Seekers(Kinds kinds) {
        this.kinds = kinds;
    }

    public void hear(Sought sought) {
        if (sought.ends()) {
            all.remove(sought.id());
        } else {
            all.put(sought.id(), sought);
        }
    }

    /** What those who listen for it are to be told; mostly nobody listens. */
    public List<Sight> of(Event event) {
        if (all.isEmpty()) {
            return List.of();
        }
        List<Sight> sights = new ArrayList<>();
        for (Sought sought : all.values()) {
            if (sought.seen().events().kinds().contains(event.kind()) && sought.about().equals(about(event))) {
                kinds.of(event)
                        .ifPresent(kind -> sights.add(new Sight(sought.id(), event, isAsAsked(sought, kind, event))));
            }
        }
        return sights;
    }

    /** The service that an act because of it would be on, whatever it is called there. */
    public static String about(Event event) {
        Container target = event.target();
        return target == null ? event.subject() : target.service().key();
    }

    /** What cannot be evaluated does not hold. */
    private static boolean isAsAsked(Sought sought, Kind<?> kind, Event event) {
        try {
            return sought.seen().events().matches(new Subject(kind, event));
        } catch (ExpressionException e) {
            LOG.atWarn()
                    .addKeyValue("about", sought.about())
                    .log("What a proof asks for could not be evaluated, and so does not hold: {}", e.words());
            return false;
        }
    }
}
