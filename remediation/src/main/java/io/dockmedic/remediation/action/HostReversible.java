package io.dockmedic.remediation.action;

import io.dockmedic.remediation.record.ActRecord;
import io.vertx.core.Future;
import java.util.Map;

/** An action about the machine whose change is put back by itself when its time has come. Futures never fail. */
public interface HostReversible extends HostAction {
    /** What an act of it changed is to be put back: said when that is so, and at each start while it is. */
    void owes(ActRecord act);

    /** What an act of it changed need not be put back any more. */
    void returned(ActRecord act);

    /** Whether it is to be put back, as it looks now. Changes nothing. */
    Future<Reversible.Back> back(ActRecord act);

    /** What is noted of putting it back, as of an act: {@link SelfSettling#settle} finds out by that what came of it. */
    Map<String, String> backNotes(ActRecord act);

    /** Puts it back, unless it is not as the act left it. */
    Future<Outcome> putBack(ActRecord act);

    /** What it changed, for a person: {@code GPU 0 (H100 at 0000:18:00.0)}. */
    String what(ActRecord act);

    /** What a person does to put it back. */
    String byHand(ActRecord act);
}
