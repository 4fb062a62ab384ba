package io.dockmedic.remediation.action.recreate;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.view.Bystanders;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From the old container to the new one, or back: looks, does what {@link Moves} says, and looks again, until it is over.
 * What the engine answers means what {@link EngineAnswers} says. While it does not answer it is waited for, however long that
 * takes. Somebody who does something to the service meanwhile has the right of way: it is waited until they are done, and then
 * no more is done than to leave one container under the service's name. To be used on one context.
 */
final class Passage {
    private final Remaking with;
    private final Calling calling;
    private final EngineAnswers answers;
    private final Successor successor;
    private final Clearance clearance;
    private final Patience patience = new Patience();
    private final Resumption resumption;
    private final Promise<Outcome> outcome = Promise.promise();
    private Known known;
    private World world = World.UNSEEN;
    private Bystanders.@Nullable Deed heeded;
    private boolean changed;
    /** Whether the engine was asked to stop the old one, now or before our restart. */
    private boolean stops;
    private ErrorClass error = ErrorClass.BAD_REQUEST;

    private Passage(Remaking with, Known known, Resumption resumption) {
        this.with = with;
        this.calling = new Calling(with);
        this.answers = new EngineAnswers(
                resumption.removed(known.old()) ? Heard.NOTHING.oldRemoved() : Heard.NOTHING, with.clock());
        this.successor = new Successor(with);
        this.clearance = new Clearance(with, successor);
        this.known = known;
        this.resumption = resumption;
        this.changed = resumption.resumed();
        this.stops = resumption.resumed();
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
                    is.ifPresentOrElse(this::seen, () -> follow(Sequel.Again.LATER));
                    return Future.succeededFuture();
                })
                .onFailure(why -> end(new Outcome.Unknown("it broke off: " + why.getClass().getSimpleName())));
    }

    private void follow(Sequel sequel) {
        switch (sequel) {
            case Sequel.Look look -> look();
            case Sequel.Again(Duration pause) -> with.timers().after(pause, this::look);
            case Sequel.GoBack(ErrorClass by, String why) -> {
                error = by;
                becomes(known.goingBack(why));
            }
            case Sequel.End(Outcome came) -> end(came);
        }
    }

    private void becomes(Known now) {
        known = now;
        with.steps().note(known.act(), known.notes()).onComplete(noted -> look());
    }

    private void seen(World is) {
        world = is;
        Instant now = with.clock().now();
        if (resumption.resumed() && (with.observer().getAsBoolean() || resumption.waits(world, now))) {
            follow(Sequel.Again.LATER);
            return;
        }
        Optional<Bystanders.Deed> deed = with.bystanders().last(known.act());
        if (deed.isPresent() && !deed.get().equals(heeded)) {
            if (now.isBefore(RightOfWay.doneBy(deed.get(), world))) {
                follow(Sequel.Again.LATER);
            } else {
                heeded = deed.get();
                becomes(RightOfWay.taken(known, deed.get(), with.bystanders().down(known.act()), world));
            }
        } else if (resumption.undecided()) {
            becomes(resumption.decide(known, world));
        } else {
            Move next = Moves.next(known, world, answers.heard());
            answers.before(next, known, now).ifPresentOrElse(this::follow, () -> carryOut(next, now));
        }
    }

    private void carryOut(Move move, Instant now) {
        switch (move) {
            case Move.Watch watch -> watch(Objects.requireNonNull(world.made()), now);
            case Move.GoBack back -> follow(
                    patience.doubtful(back, now) ? Sequel.Again.SOON : new Sequel.GoBack(back.why()));
            case Move.End(Outcome came) -> end(came);
            case Move.Heed(Instant run) -> becomes(known.inRun(run));
            case Move.Make make when downForGood() ->
                successor.another(world.old(), known.into())
                        .onSuccess(id -> id.ifPresentOrElse(
                                another -> becomes(known.into(another)), () -> make(make)));
            case Move.Make make -> make(make);
            case Move.Policy policy when clearance.due(policy, known, world) -> clear(policy);
            case Move.Policy policy when !known.committed() -> unlessHeldUp(() -> {
                known = known.takesPolicy();
                call(policy, policy.container());
            });
            case Move.Policy policy -> call(policy, policy.container());
            case Move.Stop stop when clearance.due(stop, known, world) -> clear(stop);
            case Move.Stop stop when !known.committed() -> unlessHeldUp(() -> call(stop, stop.container()));
            case Move.Stop stop -> call(stop, stop.container());
            case Move.Rename rename -> call(rename, rename.container());
            case Move.Start start when !known.committed() && downForGood() ->
                successor.another(world.old(), known.into())
                        .onSuccess(id -> id.ifPresentOrElse(this::makeAgain, () -> call(start, start.container())));
            case Move.Start start -> call(start, start.container());
            case Move.Remove remove -> call(remove, remove.container());
        }
    }

    /** Whether nothing but the new one can be brought up. */
    private boolean downForGood() {
        return known.bound() && world.oldIsDown();
    }

    private void clear(Move move) {
        clearance.before(move, Objects.requireNonNull(world.old()), known).onSuccess(this::follow);
    }

    private void unlessHeldUp(Runnable goOn) {
        clearance.heldUp(known).onSuccess(held -> held.ifPresentOrElse(this::follow, goOn));
    }

    private void call(Move move, String container) {
        answers.asks(move);
        changed = changed || container.equals(known.old());
        stops = stops || (move instanceof Move.Stop && container.equals(known.old()));
        known = known.nextPart();
        calling.of(known, move, known.committed())
                .onSuccess(result -> follow(answers.to(move, result, known, world)));
    }

    private void make(Move.Make move) {
        known = known.nextPart();
        calling.make(known)
                .onSuccess(result -> made(move, result))
                .onFailure(why -> becomes(known.goingBack("it broke off: " + why.getClass().getSimpleName())));
    }

    private void made(Move.Make move, CallResult<String> result) {
        Sequel sequel = answers.to(move, result, known, world);
        if (result instanceof CallResult.Done<String>(String id)) {
            with.bystanders().watch(known.act(), "", id);
            becomes(known.made(id));
        } else {
            follow(sequel);
        }
    }

    /** The new one, which never ran, is for the network of one that is gone by now too: it is put aside, and another is made. */
    private void makeAgain(String into) {
        Move aside = new Move.Rename(known.made(), known.newName());
        answers.asks(aside);
        known = known.nextPart();
        calling.of(known, aside, false).onSuccess(result -> {
            Sequel sequel = answers.to(aside, result, known, world);
            if (result instanceof CallResult.Done<Void>) {
                becomes(known.into(into).made(""));
            } else {
                follow(sequel);
            }
        });
    }

    private void watch(ContainerState made, Instant now) {
        if (patience.mayDieAtOnce(made, now)) {
            follow(Sequel.Again.SOON);
            return;
        }
        Known proven = known.nowProven();
        // What is not known for good is not built on.
        with.steps().note(known.act(), proven.notes()).onComplete(noted -> {
            known = noted.succeeded() ? proven : known;
            follow(noted.succeeded() ? new Sequel.Again(Duration.ZERO) : Sequel.Again.LATER);
        });
    }

    private void end(Outcome came) {
        with.bystanders().forget(known.act());
        calling.allOver(known);
        // What only had its restart policy away for a moment has lost nothing.
        boolean untouched = !changed || (!stops && error == ErrorClass.NOT_YET);
        Outcome told = came instanceof Outcome.Undone(String why) && untouched
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
