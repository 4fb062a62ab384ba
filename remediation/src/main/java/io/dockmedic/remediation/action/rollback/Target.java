package io.dockmedic.remediation.action.rollback;

import io.dockmedic.collectors.audit.check.DataPlace;
import io.dockmedic.collectors.engine.blueprint.BaseImage;
import io.dockmedic.collectors.engine.blueprint.Blueprint;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.client.RemakeCalls;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.remediation.diagnose.good.GoodRun;
import io.dockmedic.remediation.diagnose.good.GoodRuns;
import io.dockmedic.remediation.record.Rollback;
import io.dockmedic.remediation.record.Rollbacks;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Which image a service is to be taken back to, if to any. Looks, and changes nothing. */
final class Target {
    /** Who was put back so often, for whatever reason, is not tried again. */
    private static final int TRIES = 2;

    /** What was found. */
    sealed interface Found {
        /** None. */
        record None(String why) implements Found {}

        /**
         * From the one that it runs on to the one on which it ran well.
         *
         * @param byHand how the first is called to deploy it again
         * @param doubts why a person has to say yes
         * @param leftOff paths of volumes that the container would have no more
         */
        record Images(ImageWords from, ImageWords to, Instant ranWell, String byHand, List<String> doubts,
                Set<String> leftOff) implements Found {
            public Images {
                doubts = List.copyOf(doubts);
                leftOff = Set.copyOf(leftOff);
            }

            /** Both, for a person. */
            String words() {
                return pair() + ", on which it ran well at " + ranWell;
            }

            /** Which two. */
            String pair() {
                return "from " + from.words() + " to " + to.words();
            }
        }
    }

    private final RemakeCalls calls;
    private final GoodRuns runs;
    private final Rollbacks rollbacks;
    private final Doubts doubts;
    private final UnaryOperator<Instant> shown;

    /** @param shown a time of ours as the clock on the wall shows it */
    Target(RemakeCalls calls, GoodRuns runs, Rollbacks rollbacks, Doubts doubts, UnaryOperator<Instant> shown) {
        this.calls = calls;
        this.runs = runs;
        this.rollbacks = rollbacks;
        this.doubts = doubts;
        this.shown = shown;
    }

    /** The future never fails. */
    Future<Found> of(Service service, ContainerState state) {
        return runs.alike(service)
                .compose(alike -> among(service, state, alike))
                .otherwise(unread -> new Found.None("the journal cannot be read"));
    }

    private Future<Found> among(Service service, ContainerState state, List<GoodRun> alike) {
        Optional<GoodRun> same = alike.stream().filter(run -> run.imageId().equals(state.imageId())).findFirst();
        if (same.isPresent()) {
            String who = same.get().service().equals(service.key()) ? "it last" : "its sibling " + same.get().service();
            return none(who + " ran well, at " + shown.apply(same.get().at()) + ", on the very image that it is on now,"
                    + " so the image is not what is wrong: " + state.image());
        }
        return alike.stream()
                .filter(run -> run.service().equals(service.key()) && !run.imageId().isEmpty())
                .findFirst()
                .map(good -> before(service.key(), state, good))
                .orElseGet(() -> none("it is not known on which image it ran well: it has not been seen to run"
                        + " for a minute, healthy where it says so"));
    }

    private Future<Found> before(String service, ContainerState state, GoodRun good) {
        return rollbacks.from(service, state.imageId())
                .compose(before -> before.flatMap(this::against)
                        .map(Target::none)
                        .orElseGet(() -> rollbacks.from(service, good.imageId())
                                .compose(failed -> failed.filter(it -> it.state() != Rollback.State.UNDONE)
                                        .map(it -> none("the image on which it last ran well, " + good.image() + " "
                                                + good.imageId()
                                                + ", is one from which it was to be taken back itself, at "
                                                + shown.apply(it.at())))
                                        .orElseGet(() -> images(state, good)))));
    }

    /** Why it is not taken back from there again; empty when it may be. */
    private Optional<String> against(Rollback before) {
        String at = ", at " + shown.apply(before.at());
        return switch (before.state()) {
            case DONE -> Optional.of("it was taken back from this image already" + at
                    + ", and that is done once; if it was deployed again since, whoever did so has it in hand");
            case FAILED -> Optional.of("it was to be taken back from this image already" + at
                    + ", and did not keep running on the other one either");
            case BEGUN -> Optional.of("it was begun already to take it back from this image" + at
                    + ", and what came of it is not known");
            case UNDONE -> before.tries() < TRIES
                    ? Optional.empty()
                    : Optional.of("it was tried " + before.tries() + " times to take it back from this image, last"
                            + at.substring(1) + ", and each time put back");
        };
    }

    private Future<Found> images(ContainerState state, GoodRun good) {
        return calls.baseImage(good.imageId()).compose(seen -> switch (seen) {
            case CallResult.Done<BaseImage>(BaseImage to) -> calls.baseImage(state.imageId())
                    .compose(running -> running instanceof CallResult.Done<BaseImage>(BaseImage from)
                            ? closely(state, good, from, to)
                            : none("the image that it is on cannot be looked at, so what is its own and what the"
                                    + " image's cannot be told"));
            case CallResult.Refused<BaseImage> refused when refused.error() == ErrorClass.NOT_FOUND ->
                none("the image on which it last ran well, " + good.image() + " " + good.imageId()
                        + ", is not here any more; " + (good.digest().isEmpty()
                                ? "no registry was known to have it"
                                : "get it with docker pull " + good.digest()));
            case CallResult.Refused<BaseImage> refused ->
                none("the image on which it last ran well cannot be looked at: "
                        + refused.message());
            case CallResult.Unknown<BaseImage>(String why) ->
                none("the image on which it last ran well cannot be looked at: " + why);
        });
    }

    private Future<Found> closely(ContainerState state, GoodRun good, BaseImage from, BaseImage to) {
        return calls.blueprint(state.id()).map(seen -> {
            if (!(seen instanceof CallResult.Done<Blueprint>(Blueprint now))) {
                return new Found.None("it cannot be looked at");
            }
            ImageWords was = ImageWords.of(state.image(), from);
            ImageWords next = ImageWords.of(good.image(), to);
            return now.againstOn(from, to)
                    .or(() -> unkept(now, was, next))
                    .or(() -> begunWith(now, to))
                    .<Found>map(Found.None::new)
                    .orElseGet(() -> new Found.Images(was, next, shown.apply(good.at()), was.byHand(from),
                            doubts.of(good, now, now.on(from, to), was, next), now.leftOff(from, to)));
        });
    }

    /** Whatever it is called: it may have been asked for by its id. */
    private static Optional<String> unkept(Blueprint now, ImageWords was, ImageWords next) {
        TreeSet<String> names = new TreeSet<>(was.names());
        names.addAll(next.names());
        return names.stream()
                .flatMap(name -> DataPlace.unkept(name, now.mounted()).stream())
                .findFirst()
                .map(place -> "it keeps data in " + place + " and has no volume there: that would be lost");
    }

    /** What it kept where only the older image says so, it would begin without. */
    private static Optional<String> begunWith(Blueprint now, BaseImage to) {
        TreeSet<String> fresh = new TreeSet<>(to.volumes());
        now.mounted().forEach(fresh::remove);
        return fresh.isEmpty()
                ? Optional.empty()
                : Optional.of("the older image keeps data in " + String.join(", ", fresh)
                        + ", for which the container has no volume now: it would begin with none");
    }

    private static Future<Found> none(String why) {
        return Future.succeededFuture(new Found.None(why));
    }
}
