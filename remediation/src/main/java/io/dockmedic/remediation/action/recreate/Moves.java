package io.dockmedic.remediation.action.recreate;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.call.StopTimeout;
import io.dockmedic.remediation.action.shared.ByHand;
import java.util.Objects;
import java.util.Set;

/**
 * What is to be done next, from what is known and what the engine has: so it does not matter what was done last, or who did
 * it. Each move is one call, and after each it is looked again. Until the new one is proven, everything that is not as it
 * should be leads back; once it is, everything leads on to it alone. So it does from the old one's end on where nobody can start that
 * again. Pure.
 */
final class Moves {
    /** The engine starts it whatever it ended with, and never gives up. */
    private static final Set<String> ALWAYS = Set.of("always", "unless-stopped");

    /** How the reason begins why what did not run is put back. */
    static final String DID_NOT_RUN = "the new container did not keep running";

    private static final String REMOVED = "somebody has removed the old container; the new one stays";
    private static final String RUNS = "runs";
    private static final String DOES_NOT = "does not run";

    private final Known known;
    private final World world;
    private final Heard heard;

    private Moves(Known known, World world, Heard heard) {
        this.known = known;
        this.world = world;
        this.heard = heard;
    }

    static Move next(Known known, World world, Heard heard) {
        return new Moves(known, world, heard).next();
    }

    private Move next() {
        ContainerState old = world.old();
        ContainerState made = world.made();
        if (old == null) {
            return made == null
                    ? new Move.End(bothGone())
                    : keep(made);
        }
        if (!known.back().isEmpty() && made != null) {
            return noWayBack(old) ? stay(old, made) : back(old, made);
        }
        if (!known.back().isEmpty()) {
            return restore(old);
        }
        if (made == null) {
            return known.made().isEmpty() && !known.proven()
                    ? new Move.Make()
                    : new Move.GoBack("somebody has removed the new container");
        }
        if (known.made().isEmpty()) {
            // Of what cannot be started again there is to be a new one, whatever was made before.
            return downForGood(old)
                    ? new Move.Remove(made.id())
                    : new Move.GoBack("it was not heard whether the new container was made");
        }
        return known.proven() ? finish(old, made) : forward(old, made);
    }

    private Move forward(ContainerState old, ContainerState made) {
        if (made.name().equals(known.newName())) {
            return swap(old, made);
        }
        if (!made.name().equals(known.name())) {
            return new Move.GoBack("somebody has renamed the new container");
        }
        if (old.running()) {
            return new Move.GoBack("somebody has started the old container");
        }
        if (made.running() && !made.restarting()) {
            return new Move.Watch();
        }
        return made.startedAt() == null
                ? new Move.Start(made.id())
                : new Move.GoBack(DID_NOT_RUN + ": " + made.status() + ", exit code "
                        + made.exitCode());
    }

    private Move swap(ContainerState old, ContainerState made) {
        if (made.startedAt() != null) {
            return new Move.GoBack("somebody has started the new container");
        }
        if (old.paused()) {
            return new Move.GoBack("somebody has paused the container");
        }
        boolean anotherRun = !Objects.equals(old.startedAt(), known.run());
        // What dies again and again is started again by the engine, until it has no policy any more.
        boolean loops = known.otherImage() && !known.policy().equals(Known.NONE);
        if (old.running() && anotherRun && !loops) {
            return new Move.GoBack("the container has had another run meanwhile");
        }
        // The engine starts what has one when it is started itself, also what we have stopped.
        if (!old.restartPolicy().equals(Known.NONE)) {
            return new Move.Policy(old.id(), Known.NONE);
        }
        if (anotherRun && loops) {
            return new Move.Heed(old.startedAt());
        }
        if (old.running()) {
            return new Move.Stop(old.id(), StopTimeout.of(old));
        }
        if (old.name().equals(known.name())) {
            return new Move.Rename(old.id(), known.oldName());
        }
        return world.taken()
                ? new Move.GoBack("somebody has given its name to another container")
                : new Move.Rename(made.id(), known.name());
    }

    /** The new one is to stay, and alone. */
    private Move finish(ContainerState old, ContainerState made) {
        if (!made.running() && !known.down()) {
            return new Move.GoBack(DID_NOT_RUN + ": " + made.status() + ", exit code "
                    + made.exitCode());
        }
        if (old.name().equals(known.name())) {
            return new Move.Rename(old.id(), known.oldName());
        }
        boolean named = made.name().equals(known.name());
        if (!named || (needsPolicy(made) && (!heard.crowded() || old.running() || !made.running()))) {
            return keep(made);
        }
        return old.running()
                ? new Move.End(new Outcome.Unknown("somebody has started the old container too, which is called "
                        + old.name() + " now; the new one runs"))
                : new Move.Remove(old.id());
    }

    /** What it is bound to is gone: once it is down, the engine cannot start it again. */
    private boolean downForGood(ContainerState old) {
        return known.bound() && known.ran() && !known.down() && !old.running();
    }

    private boolean noWayBack(ContainerState old) {
        return downForGood(old) && !known.made().isEmpty();
    }

    /** Only the new one can be brought up, now or later: it has the name and the policy, was started, and then the old one goes. */
    private Move stay(ContainerState old, ContainerState made) {
        if (heard.crowded()) {
            return new Move.Remove(old.id());
        }
        if (old.name().equals(known.name())) {
            return new Move.Rename(old.id(), known.oldName());
        }
        if (!made.name().equals(known.name())) {
            return world.taken() ? nameTaken(made) : new Move.Rename(made.id(), known.name());
        }
        if (needsPolicy(made)) {
            return new Move.Policy(made.id(), known.policy());
        }
        return toStart(made) ? new Move.Start(made.id()) : new Move.Remove(old.id());
    }

    private Move keep(ContainerState made) {
        if (!known.proven() && known.down() && made.startedAt() == null) {
            // Whoever took the old one away wants none.
            return new Move.Remove(made.id());
        }
        if (!made.name().equals(known.name())) {
            return world.taken() ? nameTaken(made) : new Move.Rename(made.id(), known.name());
        }
        if (needsPolicy(made)) {
            return new Move.Policy(made.id(), known.policy());
        }
        return toStart(made) ? new Move.Start(made.id()) : new Move.End(outcome(made));
    }

    /** What has ended under no policy is started once under its own: that goes on from there. */
    private boolean toStart(ContainerState made) {
        if (made.running() || known.down()) {
            return false;
        }
        if (!forward()) {
            return !heard.revived();
        }
        boolean never = made.startedAt() == null;
        return !heard.spent() && (never || (!heard.revived() && !known.policy().equals(Known.NONE)));
    }

    /** Whether it was given up, and the new one is left all the same. */
    private boolean forward() {
        return known.bound() && !known.back().isEmpty();
    }

    private Outcome bothGone() {
        return heard.removed()
                ? new Outcome.Failed("the old container was removed for the new one, and somebody has removed that")
                : new Outcome.Undone("somebody has removed both the old and the new container");
    }

    private Outcome outcome(ContainerState made) {
        if (forward()) {
            return new Outcome.Failed(known.back() + stays(made));
        }
        if (!made.running() && !known.down()) {
            return heard.removed()
                    ? new Outcome.Failed("the old container was removed, and the new one does not keep running")
                    : new Outcome.Undone(
                            "somebody has removed the old container, and the new one does not keep running");
        }
        if (known.back().isEmpty() && known.proven()) {
            return new Outcome.Done("created anew" + network());
        }
        return heard.removed()
                ? new Outcome.Failed(known.back() + "; the old container was removed, and the new one stays")
                : new Outcome.Undone(REMOVED);
    }

    private String stays(ContainerState made) {
        if (made.startedAt() == null && !made.running()) {
            return "; the new container stays and does not run; when its network is there: docker start "
                    + known.name();
        }
        String how = made.restarting() ? "is started by its restart policy" : made.running() ? RUNS : DOES_NOT;
        return "; the new container stays, for the old one could not be started again, and " + how;
    }

    private String network() {
        return known.bound() ? ", for the network of container " + known.into() : "";
    }

    private Move back(ContainerState old, ContainerState made) {
        if (made.running() || made.paused()) {
            return new Move.Stop(made.id(), StopTimeout.of(made));
        }
        if (heard.crowded()) {
            return new Move.Remove(made.id());
        }
        if (made.name().equals(known.name())) {
            return new Move.Rename(made.id(), known.newName());
        }
        Move restored = restore(old);
        return restored instanceof Move.End(Outcome outcome) && !(outcome instanceof Outcome.Unknown)
                ? new Move.Remove(made.id())
                : restored;
    }

    /** The old one, as it was; what others have changed about it stays. */
    private Move restore(ContainerState old) {
        if (old.name().equals(known.oldName())) {
            return world.taken() ? nameTaken(old) : new Move.Rename(old.id(), known.name());
        }
        boolean started = !Objects.equals(old.startedAt(), known.run());
        boolean isDown = known.ran() && !old.running() && !known.down();
        // The engine may have begun another run of what dies again and again before it had no policy any more.
        boolean looped = known.otherImage() && known.taken() && !known.policy().equals(Known.NONE);
        if (known.taken() && needsPolicy(old)) {
            return looped && started
                    ? new Move.Heed(old.startedAt())
                    : new Move.Policy(old.id(), known.policy());
        }
        // Or it has ended just before it had its policy back. What is always started is down for no other reason.
        boolean left = looped && ALWAYS.contains(old.restartPolicy().name());
        if (isDown && (left || !started) && !known.bound()) {
            return new Move.Start(old.id());
        }
        if (downForGood(old)) {
            return new Move.End(new Outcome.Failed(known.back() + "; the container does not run, and cannot be started"
                    + " again, for the one whose network it was made for is gone" + ByHand.anew(old)));
        }
        return new Move.End(new Outcome.Undone(known.back() + "; the container is as it was before, and "
                + (old.running() ? RUNS : DOES_NOT)));
    }

    private boolean needsPolicy(ContainerState state) {
        return state.restartPolicy().equals(Known.NONE) && !known.policy().equals(Known.NONE);
    }

    private Move nameTaken(ContainerState state) {
        return new Move.End(new Outcome.Unknown("somebody has given the name " + known.name()
                + " to another container; what it was is called " + state.name() + " now"));
    }
}
