package io.dockmedic.remediation.action.recreate;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.decide.Touches;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.view.Bystanders;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From the old container to the new one, or back: looks, does what {@link Moves} says, and looks again, until it is over.
 * While the engine does not answer it waits, however long that takes. Somebody who does something to the service meanwhile
 * has the right of way: it is waited until they are done, and then no more is done than to leave one container under the
 * service's name. To be used on one context.
 */
final class Passage {
    /** What runs so long is not what dies at once. */
    static final Duration PROOF = Duration.ofSeconds(5);

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration JOINS = Duration.ofSeconds(4);
    /** So long a network that is to be joined has to come up. */
    private static final Duration JOINED = Duration.ofMinutes(2);
    /** What was not answered and does not show by then, will not happen. */
    private static final Duration SETTLES = Duration.ofSeconds(20);

    /** What the engine refuses a start with while the container whose network is to be joined does not run, or is another one by now. */
    private static final Set<ErrorClass> NOT_JOINED = Set.of(ErrorClass.CONFLICT, ErrorClass.NOT_FOUND,
            ErrorClass.SERVER_ERROR);

    private final Remaking with;
    private final Calling calling;
    private final Tries tries = new Tries();
    private final Successor successor;
    private final Promise<Outcome> outcome = Promise.promise();
    private Known known;
    private final Resumption resumption;
    private Bystanders.@Nullable Deed heeded;
    private @Nullable Instant watchedRun;
    private Instant watchedSince = Instant.MIN;
    private @Nullable Move doubted;
    private Instant doubtedUntil = Instant.MIN;
    private World world = World.UNSEEN;
    private Heard heard;
    private boolean changed;
    private boolean joinable;
    private boolean alone;
    private ErrorClass error = ErrorClass.BAD_REQUEST;

    private Passage(Remaking with, Known known, Resumption resumption) {
        this.with = with;
        this.calling = new Calling(with);
        this.successor = new Successor(with);
        this.known = known;
        this.resumption = resumption;
        this.heard = resumption.removed(known.old()) ? Heard.NOTHING.oldRemoved() : Heard.NOTHING;
        this.changed = resumption.resumed();
    }

    /** Begins it. The future never fails. */
    static Future<Outcome> begin(Remaking with, Known known) {
        return new Passage(with, known, Resumption.none()).run();
    }

    /** Goes on with what was cut off. The future never fails. */
    static Future<Outcome> resume(Remaking with, Known known, Map<String, String> notes) {
        return new Passage(with, known, Resumption.of(notes)).run();
    }

    private Future<Outcome> run() {
        look();
        return outcome.future();
    }

    private void look() {
        Sight.of(known, with.calls())
                .compose(is -> {
                    is.ifPresentOrElse(this::seen, () -> again(EVERY));
                    return Future.succeededFuture();
                })
                .onFailure(why -> end(new Outcome.Unknown("it broke off: " + why.getClass().getSimpleName())));
    }

    private void again(Duration wait) {
        with.timers().after(wait, this::look);
    }

    private void seen(World is) {
        world = is;
        Instant now = with.clock().now();
        if (resumption.resumed() && (with.observer().getAsBoolean() || resumption.waits(world, now))) {
            again(EVERY);
            return;
        }
        Optional<Bystanders.Deed> deed = with.bystanders().last(known.act());
        if (deed.isPresent() && !deed.get().equals(heeded)) {
            if (now.isBefore(RightOfWay.doneBy(deed.get(), world))) {
                again(EVERY);
            } else {
                heeded = deed.get();
                becomes(RightOfWay.taken(known, deed.get(), with.bystanders().down(known.act()), world));
            }
        } else if (resumption.undecided()) {
            becomes(resumption.decide(known, world));
        } else {
            next(Moves.next(known, world, heard), now);
        }
    }

    private void becomes(Known now) {
        known = now;
        with.steps().note(known.act(), known.notes()).onComplete(noted -> look());
    }

    private void next(Move move, Instant now) {
        if (tries.mayShow(move, now)) {
            again(EVERY);
            return;
        }
        boolean inVain = tries.inVain(move);
        if (inVain && putsBack()) {
            tries.undone();
            refused(move, "nothing of it is to be seen");
        } else if (inVain) {
            becomes(known.goingBack(tries.inVainWords(move)));
        } else {
            carryOut(move, now);
        }
    }

    private void carryOut(Move move, Instant now) {
        switch (move) {
            case Move.Watch watch -> watch(Objects.requireNonNull(world.made()), now);
            case Move.GoBack(String why) -> doubt(move, why, now);
            case Move.End(Outcome end) -> end(end);
            case Move.Heed(Instant run) -> becomes(known.inRun(run));
            case Move.Make make when downForGood() ->
                successor.another(world.old(), known.into())
                        .onSuccess(id -> id.ifPresentOrElse(
                                another -> becomes(known.into(another)), () -> make(move)));
            case Move.Make make -> make(move);
            case Move.Policy policy when !putsBack() && known.bound() && !joinable && world.old() != null ->
                unlessNotToBeJoined(Objects.requireNonNull(world.old()));
            case Move.Policy policy when !putsBack() -> unlessHeldUp(() -> {
                known = known.takesPolicy();
                call(move, policy.container());
            });
            case Move.Policy policy -> call(move, policy.container());
            case Move.Stop stop when !putsBack() && !alone -> unlessLivedOn(Objects.requireNonNull(world.old()));
            case Move.Stop stop when !putsBack() -> unlessHeldUp(() -> call(move, stop.container()));
            case Move.Stop stop -> call(move, stop.container());
            case Move.Rename rename -> call(move, rename.container());
            case Move.Start start when !putsBack() && downForGood() -> successor.another(world.old(), known.into())
                    .onSuccess(id -> id.ifPresentOrElse(this::makeAgain, () -> call(move, start.container())));
            case Move.Start start -> call(move, start.container());
            case Move.Remove remove -> call(move, remove.container());
        }
    }

    private void make(Move move) {
        known = known.nextPart();
        calling.make(known)
                .onSuccess(result -> made(move, result))
                .onFailure(why -> becomes(known.goingBack("it broke off: " + why.getClass().getSimpleName())));
    }

    /** The new one, which never ran, is for the network of one that is gone by now too: it is put aside, and another is made. */
    private void makeAgain(String into) {
        Move aside = new Move.Rename(known.made(), known.newName());
        tries.tries(aside);
        known = known.nextPart();
        calling.of(known, aside, false).onSuccess(result -> {
            if (result instanceof CallResult.Done<Void>) {
                tries.done(aside);
                becomes(known.into(into).made(""));
            } else {
                answered(aside, result);
            }
        });
    }

    /** Whether nothing but the new one can be brought up. */
    private boolean downForGood() {
        ContainerState old = world.old();
        return known.bound() && old != null && !old.running();
    }

    /** Nothing was changed yet: it may be otherwise in a moment. */
    private void unlessNotToBeJoined(ContainerState old) {
        joinable = true;
        successor.against(old, known).onSuccess(why -> why.ifPresentOrElse(this::notNow, this::look));
    }

    private void notNow(String why) {
        error = ErrorClass.NETWORK;
        becomes(known.goingBack(why));
    }

    /** Who did it, or asked for it, may be heard of in a moment. */
    private void doubt(Move move, String why, Instant now) {
        if (!move.equals(doubted)) {
            doubted = move;
            doubtedUntil = now.plus(Touches.GRACE);
        }
        if (now.isBefore(doubtedUntil)) {
            again(TICK);
        } else {
            becomes(known.goingBack(why));
        }
    }

    /** So long the old one has gone on as it was, and a pause since the decision counts, and a storm that would hold it up. */
    private void unlessHeldUp(Runnable goOn) {
        with.mayGoOn()
                .apply(known.old())
                .otherwise(true)
                .onSuccess(may -> {
                    if (may) {
                        goOn.run();
                    } else {
                        becomes(known.goingBack("acts are held up meanwhile"));
                    }
                });
    }

    /**
     * Who joined it since the decision would be left on what is gone; what it is to join may be gone or being deployed by now, with no
     * way back once it is stopped; and on a full disk neither of the two could be started. That takes its time: it is looked again after it.
     */
    private void unlessLivedOn(ContainerState old) {
        alone = true;
        new Objections(with).livingOn(known.old())
                .otherwise(Optional.of("it is not known who lives on it"))
                .compose(why -> why.isPresent() ? Future.succeededFuture(why) : with.room().against())
                .onSuccess(why -> why.ifPresentOrElse(against -> becomes(known.goingBack(against)),
                        () -> unlessNotToBeJoined(old)));
    }

    private void call(Move move, String container) {
        tries.tries(move);
        changed = changed || container.equals(known.old());
        known = known.nextPart();
        calling.of(known, move, putsBack()).onSuccess(result -> answered(move, result));
    }

    /** Nothing may keep it from being brought to an end. */
    private boolean putsBack() {
        return known.proven() || !known.back().isEmpty();
    }

    private void made(Move move, CallResult<String> result) {
        if (result instanceof CallResult.Done<String>(String id)) {
            tries.done(move);
            with.bystanders().watch(known.act(), "", id);
            becomes(known.made(id));
        } else {
            answered(move, result);
        }
    }

    private <T> void answered(Move move, CallResult<T> result) {
        if (result instanceof CallResult.Refused<T> refused && refused.noRoom()) {
            heard = heard.ofNoRoom();
        }
        switch (result) {
            case CallResult.Done<T> done -> {
                tries.done(move);
                done(move);
                look();
            }
            case CallResult.Refused<T> refused when startsTheNewOne(move)
                    && refused.error() == ErrorClass.UNREACHABLE ->
                again(EVERY);
            // Whose network it joins may be starting just now, or be made anew itself.
            case CallResult.Refused<T> refused when mayJoinYet(move, refused) -> again(JOINS);
            case CallResult.Refused<T> refused when startsTheNewOne(move) && putsBack() -> {
                heard = heard.inVain();
                look();
            }
            // Gone, or so already: the next look shows it.
            case CallResult.Refused<T> refused when putsBack() && (refused.error() == ErrorClass.NOT_FOUND
                    || refused.status() == 304) ->
                refused(move, refused.message());
            case CallResult.Refused<T> refused when putsBack() -> {
                if (refused.error() == ErrorClass.UNREACHABLE) {
                    tries.doesNotCount();
                }
                refused(move, refused.message());
            }
            // Of what is just dying the engine changes nothing; what dies again and again lives again in a moment.
            case CallResult.Refused<T> refused when move instanceof Move.Policy && known.otherImage()
                    && refused.error() == ErrorClass.SERVER_ERROR && tries.mayBeAskedOnceMore() ->
                again(TICK);
            // It has just died by itself.
            case CallResult.Refused<T> refused when move instanceof Move.Stop && known.otherImage()
                    && refused.status() == 304 && tries.mayBeAskedOnceMore() ->
                again(TICK);
            // Nothing but the new one can be brought up by then.
            case CallResult.Refused<T> refused when known.bound() && move instanceof Move.Rename
                    && refused.error() == ErrorClass.SERVER_ERROR && !refused.noRoom()
                    && tries.mayBeAskedOnceMore() ->
                again(EVERY);
            // It may have been sent its signal all the same, and end later.
            case CallResult.Refused<T> refused when move instanceof Move.Stop
                    && refused.error() == ErrorClass.SERVER_ERROR && refused.status() != 0 -> {
                tries.failed(refused.message());
                waitFor(move);
            }
            case CallResult.Refused<T> refused -> {
                error = refused.error();
                // What never came to the engine is asked for once more, also where it cannot be written down.
                heard = startsTheNewOne(move) && !heard.crowded() && refused.status() != 0 ? heard.inVain() : heard;
                becomes(known.goingBack(move.word() + " was refused: " + refused.message()));
            }
            case CallResult.Unknown<T> unknown -> waitFor(move);
        }
    }

    private void done(Move move) {
        if (move instanceof Move.Remove(String container) && container.equals(known.old())) {
            heard = heard.oldRemoved();
        }
        boolean again = putsBack() || world.old() == null;
        if (again && move instanceof Move.Start(String container) && container.equals(known.made())) {
            heard = heard.startedAgain();
        }
    }

    private boolean startsTheNewOne(Move move) {
        return known.bound() && move instanceof Move.Start(String container) && container.equals(known.made());
    }

    private <T> boolean mayJoinYet(Move move, CallResult.Refused<T> refused) {
        boolean joins = startsTheNewOne(move) || (move instanceof Move.Make && downForGood());
        boolean firstOnAFullDisk = heard.crowded() && !putsBack();
        return joins && !firstOnAFullDisk && refused.status() != 0 && NOT_JOINED.contains(refused.error())
                && tries.mayJoinUntil(with.clock().now().plus(JOINED), with.clock().now());
    }

    /** What it did shows by then, or not at all. */
    private void waitFor(Move move) {
        Duration stops = move instanceof Move.Stop stop ? stop.timeout() : Duration.ZERO;
        tries.unanswered(move, with.clock().now().plus(SETTLES).plus(stops));
        again(EVERY);
    }

    private void refused(Move move, String message) {
        if (tries.refusedTooOften()) {
            end(new Outcome.Unknown("left half done, for " + move.word() + " is refused: " + message
                    + "; the old container has the id " + known.old()
                    + (known.made().isEmpty() ? "" : ", the new one " + known.made()) + ", the name was "
                    + known.name()));
        } else {
            again(EVERY);
        }
    }

    private void watch(ContainerState made, Instant now) {
        if (!Objects.equals(watchedRun, made.startedAt())) {
            watchedRun = made.startedAt();
            watchedSince = now;
        }
        if (now.isBefore(watchedSince.plus(PROOF))) {
            again(TICK);
        } else {
            Known proven = known.nowProven();
            // What is not known for good is not built on.
            with.steps().note(known.act(), proven.notes()).onComplete(noted -> {
                known = noted.succeeded() ? proven : known;
                again(noted.succeeded() ? Duration.ZERO : EVERY);
            });
        }
    }

    private void end(Outcome came) {
        with.bystanders().forget(known.act());
        calling.allOver(known);
        Outcome told = came instanceof Outcome.Undone(String why) && !changed
                ? new Outcome.Refused(error, why)
                : came;
        if (world.old() == null && world.made() != null && !known.made().isEmpty()) {
            with.replaced().accept(known.old(), known.made());
            with.steps().note(known.act(), ActRecord.STAYS).onComplete(noted -> outcome.tryComplete(told));
        } else {
            outcome.tryComplete(told);
        }
    }
}
