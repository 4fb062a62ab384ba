package io.dockmedic.remediation.record;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * What a receiver was told of, and hears of again for as long as nobody acknowledges it.
 *
 * @param about     the incident's id, or the storm's
 * @param receiver  its name
 * @param key       of the message
 * @param incidents that it tells of
 * @param since     when the receiver was first told of this
 * @param last      when it was told last
 * @param times     how often it was told again
 * @param body      the message, JSON
 */
public record Page(String about, String receiver, String key, List<String> incidents, Instant since, Instant last,
        int times, String body) {
    public Page {
        incidents = List.copyOf(incidents);
    }

    /** The same, told once more. */
    public Page again(Instant now) {
        return new Page(about, receiver, key, incidents, since, now, times + 1, body);
    }

    /** The same, taken by the receiver only now. */
    public Page taken(Instant now) {
        return new Page(about, receiver, key, incidents, since, now, times, body);
    }

    /** The same without incidents of which the receiver hears as part of something else. */
    public Page without(Collection<String> others) {
        return new Page(about, receiver, key, incidents.stream().filter(one -> !others.contains(one)).toList(), since,
                last, times, body);
    }

    /** The receiver hears how it ends, and until then no more of it: it is told afresh to others first. */
    public Page rested() {
        return new Page(about, receiver, key, List.of(), since, last, times, body);
    }

    /** Whether the receiver is being told. */
    public boolean rests() {
        return incidents.isEmpty();
    }

    Page notAfter(Instant now) {
        return last.isAfter(now)
                ? new Page(about, receiver, key, incidents, since.isAfter(now) ? now : since, now, times, body)
                : this;
    }
}
