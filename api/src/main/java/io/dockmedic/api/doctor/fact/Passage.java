package io.dockmedic.api.doctor.fact;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import java.util.Locale;

/** What an answer to a {@link ReadCall} says of the way to the engine. */
public sealed interface Passage {
    /** It came to the engine, which answered as it does. */
    record Through() implements Passage {}

    /** Something before the engine does not let it through, or hides that there is such a call. */
    record Barred(int status) implements Passage {}

    /** It is answered, and not as a sound engine does. */
    record Failed(int status, String message) implements Passage {}

    /** No answer. */
    record Silent() implements Passage {}

    int NO_SUCH_PLACE = 404;
    int NO_SUCH_METHOD = 405;

    /** What that answer to that call says. */
    static Passage of(ReadCall call, CallResult<Void> answer) {
        return switch (answer) {
            case CallResult.Done<Void> done -> new Through();
            case CallResult.Unknown<Void> silent -> new Silent();
            case CallResult.Refused<Void> no when no.error() == ErrorClass.UNREACHABLE || no.status() == 0 ->
                no.error() == ErrorClass.DENIED ? new Barred(0) : new Silent();
            case CallResult.Refused<Void> no when call.aboutNobody() && ofTheEngine(no) -> new Through();
            case CallResult.Refused<Void> no when no.error() == ErrorClass.DENIED || no.status() == NO_SUCH_PLACE
                    || no.status() == NO_SUCH_METHOD ->
                new Barred(no.status());
            case CallResult.Refused<Void> no -> new Failed(no.status(), no.message());
        };
    }

    /** Docker and Podman say that there is no such container, image, command or network; a proxy that there is no such page. */
    private static boolean ofTheEngine(CallResult.Refused<Void> no) {
        String words = no.message().toLowerCase(Locale.ROOT);
        return no.status() == NO_SUCH_PLACE && (words.contains("no such container") || words.contains("no such image")
                || words.contains("image not known") || words.contains("no such exec")
                || (words.contains("network") && words.contains("not found")));
    }
}
