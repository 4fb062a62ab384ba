package io.dockmedic.remediation.action.power;

import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.gpu.reading.PowerAnswer;
import io.dockmedic.collectors.gpu.reading.PowerLimit;
import io.dockmedic.remediation.action.Outcome;

/** What a GPU's answer means for an act. */
final class Answered {
    private Answered() {}

    /**
     * That a limit was to be set.
     *
     * @param change that was to be made
     * @param done   for a person
     */
    static Outcome set(PowerAnswer answer, About about, Change change, String done) {
        return switch (answer) {
            case PowerAnswer.Told(PowerLimit limit) when PowerLimit.same(limit.now(), change.to()) ->
                new Outcome.Done(done);
            case PowerAnswer.Told(PowerLimit limit) -> new Outcome.Failed(about.words() + " took the limit of "
                    + PowerLimit.words(change.to()) + ", and has " + PowerLimit.words(limit.now()));
            case PowerAnswer.Refused refused -> refused(refused, about, change.to());
            case PowerAnswer.Unknown(String words) -> new Outcome.Unknown(words);
        };
    }

    /** @param to what it was to be set to */
    static Outcome.Refused refused(PowerAnswer.Refused refused, About about, long to) {
        String words = "the power limit of " + about.words() + " is as it was: " + refused.words();
        return switch (refused.why()) {
            case DENIED -> new Outcome.Refused(ErrorClass.DENIED, words + ". Dockmedic "
                    + (about.vendor().equals(Gpu.AMD) ? "may not write there" : "lacks CAP_SYS_ADMIN")
                    + "; docs/gpu.md says how to give it that. By hand: " + about.command(to));
            case NOT_SUPPORTED, OUT_OF_RANGE -> new Outcome.Refused(ErrorClass.BAD_REQUEST, words);
            case GONE -> new Outcome.Refused(ErrorClass.NOT_FOUND, words);
            // Again a few times: a call before it may come back.
            case NOT_NOW -> new Outcome.Refused(ErrorClass.SERVER_ERROR, words);
        };
    }

    /** That it could not even be looked at. */
    static Outcome.Refused unseen(PowerAnswer answer, About about) {
        return switch (answer) {
            case PowerAnswer.Told told -> throw new IllegalArgumentException("it was seen");
            case PowerAnswer.Refused(PowerAnswer.Why why, String words) -> new Outcome.Refused(switch (why) {
                case NOT_SUPPORTED, OUT_OF_RANGE -> ErrorClass.BAD_REQUEST;
                case DENIED -> ErrorClass.DENIED;
                case GONE -> ErrorClass.NOT_FOUND;
                case NOT_NOW -> ErrorClass.SERVER_ERROR;
            }, about.words() + " does not say what it may draw: " + words);
            case PowerAnswer.Unknown(String words) -> new Outcome.Refused(ErrorClass.SERVER_ERROR,
                    about.words() + " does not say what it may draw: " + words);
        };
    }
}
