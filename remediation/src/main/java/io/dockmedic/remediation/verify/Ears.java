package io.dockmedic.remediation.verify;

import io.dockmedic.rules.remedy.Seen;
import io.dockmedic.rules.sought.Sight;
import io.dockmedic.rules.sought.Sought;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Hands each proof that listens what the rules heard for it. For use on one context. */
public final class Ears {
    private final Consumer<Sought> asks;
    private final Map<String, Consumer<Sight>> listening = new HashMap<>();
    private long begun;

    /** @param asks told what is listened for, and no longer */
    public Ears(Consumer<Sought> asks) {
        this.asks = asks;
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
            @Override
            public void begin(Consumer<Sight> told) {
                listening.put(sought.id(), told);
                asks.accept(sought);
            }

            @Override
            public void end() {
                if (listening.remove(sought.id()) != null) {
                    asks.accept(sought.over());
                }
            }
        };
    }
}
