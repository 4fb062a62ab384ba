package io.dockmedic.remediation.action.recreate;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.action.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What the engine's answers to an act's calls mean: for what follows on each, and for what is known of the act from then on. Calls
 * nothing. To be used on one context.
 */
final class EngineAnswers {
    private static final Sequel.Again JOINS = new Sequel.Again(Duration.ofSeconds(4));
    /** So long a network that is to be joined has to come up. */
    private static final Duration JOINED = Duration.ofMinutes(2);
    /** What was not answered and does not show by then, will not happen. */
    private static final Duration SETTLES = Duration.ofSeconds(20);

    /** What the engine refuses a start with while the container whose network is to be joined does not run, or is another one by now. */
    private static final Set<ErrorClass> NOT_JOINED = Set.of(ErrorClass.CONFLICT, ErrorClass.NOT_FOUND,
            ErrorClass.SERVER_ERROR);

    private final Clock clock;
    private final Tries tries = new Tries();
    private Heard heard;

    /** @param heard what came of calls before our restart */
    EngineAnswers(Heard heard, Clock clock) {
        this.heard = heard;
        this.clock = clock;
    }

    /** What came of the calls so far. */
    Heard heard() {
        return heard;
    }

    /** It is being asked for. */
    void asks(Move move) {
        tries.tries(move);
    }

    /** What follows where it was asked for before, and was not seen to be done; empty where it is to be done now. */
    Optional<Sequel> before(Move move, Known known, Instant now) {
        if (tries.mayShow(move, now)) {
            return Optional.of(Sequel.Again.LATER);
        }
        if (!tries.inVain(move)) {
            return Optional.empty();
        }
        if (!known.committed()) {
            return Optional.of(new Sequel.GoBack(tries.inVainWords(move)));
        }
        tries.undone();
        return Optional.of(insisted(move, "nothing of it is to be seen", known));
    }

    /**
     * What follows on a call.
     *
     * @param world as it was before it
     */
    Sequel to(Move move, CallResult<?> result, Known known, World world) {
        return switch (result) {
            case CallResult.Done<?> done -> {
                tries.done(move);
                done(move, known, world);
                yield new Sequel.Look();
            }
            case CallResult.Refused<?> refused -> {
                heard = refused.noRoom() ? heard.ofNoRoom() : heard;
                yield refused(move, refused, known, world);
            }
            case CallResult.Unknown<?> unknown -> showsLater(move);
        };
    }

    private void done(Move move, Known known, World world) {
        if (move instanceof Move.Remove(String container) && container.equals(known.old())) {
            heard = heard.oldRemoved();
        }
        boolean again = known.committed() || world.old() == null;
        if (again && move instanceof Move.Start(String container) && container.equals(known.made())) {
            heard = heard.startedAgain();
        }
    }

    private Sequel refused(Move move, CallResult.Refused<?> refused, Known known, World world) {
        boolean startsTheNewOne = startsTheNewOne(move, known);
        if (startsTheNewOne && refused.error() == ErrorClass.UNREACHABLE) {
            return Sequel.Again.LATER;
        }
        // Whose network it joins may be starting just now, or be made anew itself.
        if (mayJoinYet(move, refused, known, world)) {
            return JOINS;
        }
        if (!known.committed()) {
            return refusedOnTheWay(move, refused, known);
        }
        if (startsTheNewOne) {
            heard = heard.inVain();
            return new Sequel.Look();
        }
        if (refused.error() == ErrorClass.UNREACHABLE) {
            tries.doesNotCount();
        }
        return insisted(move, refused.message(), known);
    }

    /** While nothing speaks against putting all back. */
    private Sequel refusedOnTheWay(Move move, CallResult.Refused<?> refused, Known known) {
        boolean failed = refused.error() == ErrorClass.SERVER_ERROR;
        return switch (move) {
            // Of what is just dying the engine changes nothing; what dies again and again lives again in a moment.
            case Move.Policy policy when known.otherImage() && failed && tries.mayBeAskedOnceMore() ->
                Sequel.Again.SOON;
            // It has just died by itself.
            case Move.Stop stop when known.otherImage() && refused.isSoAlready()
                    && tries.mayBeAskedOnceMore() ->
                Sequel.Again.SOON;
            // Nothing but the new one can be brought up by then.
            case Move.Rename rename when known.bound() && failed && !refused.noRoom()
                    && tries.mayBeAskedOnceMore() ->
                Sequel.Again.LATER;
            // It may have been sent its signal all the same, and end later.
            case Move.Stop stop when failed && refused.status() != 0 -> {
                tries.failed(refused.message());
                yield showsLater(move);
            }
            default -> {
                // What never came to the engine is asked for once more, also where it cannot be written down.
                boolean spent = startsTheNewOne(move, known) && !heard.crowded() && refused.status() != 0;
                heard = spent ? heard.inVain() : heard;
                yield new Sequel.GoBack(refused.error(), move.word() + " was refused: " + refused.message());
            }
        };
    }

    /** What has to be is asked for again until it is refused too often. What is gone, or so already, shows at the next look. */
    private Sequel insisted(Move move, String message, Known known) {
        return tries.refusedTooOften()
                ? new Sequel.End(new Outcome.Unknown("left half done, for " + move.word() + " is refused: " + message
                        + "; the old container has the id " + known.old()
                        + (known.made().isEmpty() ? "" : ", the new one " + known.made()) + ", the name was "
                        + known.name()))
                : Sequel.Again.LATER;
    }

    private Sequel showsLater(Move move) {
        Duration stops = move instanceof Move.Stop stop ? stop.timeout() : Duration.ZERO;
        tries.unanswered(move, clock.now().plus(SETTLES).plus(stops));
        return Sequel.Again.LATER;
    }

    private static boolean startsTheNewOne(Move move, Known known) {
        return known.bound() && move instanceof Move.Start(String container) && container.equals(known.made());
    }

    private boolean mayJoinYet(Move move, CallResult.Refused<?> refused, Known known, World world) {
        boolean makesTheOnlyOne = move instanceof Move.Make && known.bound() && world.oldIsDown();
        boolean joins = startsTheNewOne(move, known) || makesTheOnlyOne;
        boolean firstOnAFullDisk = heard.crowded() && !known.committed();
        Instant now = clock.now();
        return joins && !firstOnAFullDisk && refused.status() != 0 && NOT_JOINED.contains(refused.error())
                && tries.mayJoinUntil(now.plus(JOINED), now);
    }
}
