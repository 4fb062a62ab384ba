package io.dockmedic.remediation.treat;

import io.dockmedic.remediation.action.Action;
import io.dockmedic.remediation.action.HostAction;
import io.dockmedic.remediation.action.StackAction;
import io.dockmedic.remediation.decide.storm.KnownCause;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.view.Lanes;

/** What a rung's act has for itself while it is under way: the service, its stack or a part of the machine, the action, the cause. */
record Claim(Rung rung) {
    /** Who has it now, in words; empty when it may be taken. */
    String busy() {
        String busy = ofStack()
                ? lanes().stackBusy(rung.service(), mine())
                : lanes().busy(lane(), mine());
        if (busy.isEmpty() && alone()) {
            return lanes().actionBusy(rung.step().action(), mine());
        }
        return busy.isEmpty() && !cause().isEmpty() ? lanes().causeBusy(cause(), mine()) : busy;
    }

    /** Nothing else is done to it until it is given back. */
    void take() {
        if (ofStack()) {
            lanes().takeStack(rung.service(), mine());
        } else {
            lanes().take(lane(), mine());
        }
        if (alone()) {
            lanes().takeAction(rung.step().action(), mine());
        }
        if (!cause().isEmpty()) {
            lanes().takeCause(cause(), mine());
        }
    }

    /**
     * Takes what it keeps until it is proven to have worked: all but the stack, for the others of which that may have to be healed first.
     */
    void keep() {
        take();
        lanes().giveBackStack(mine());
    }

    /** Whether nothing is done to the service, or not to all of its stack, for as long as we run. */
    boolean closed() {
        return ofStack() ? lanes().isStackClosed(rung.service()) : lanes().isClosed(rung.service());
    }

    /**
     * Whether an act counts against the budget of the service; of a part of the machine, against that of the part. An act on a part
     * counts for the services too to which it came.
     */
    boolean counts(ActRecord act, String service) {
        String other = rung.tools().actions().find(act.action()).orElse(null) instanceof HostAction host
                ? host.part(act)
                : "";
        return part().isEmpty()
                ? act.on(service) && (other.isEmpty() || !service.isEmpty())
                : other.equals(part());
    }

    private Lanes lanes() {
        return rung.tools().lanes();
    }

    private String mine() {
        return rung.incident().id();
    }

    private String cause() {
        return KnownCause.of(rung.incident());
    }

    private String lane() {
        return part().isEmpty() ? rung.service() : Lanes.ofPart(part());
    }

    /** The part of the machine that it is about; empty where it is about all of it, or a service. */
    private String part() {
        return rung.action().orElse(null) instanceof HostAction host ? host.part(rung.incident()) : "";
    }

    private boolean alone() {
        return rung.action().filter(Action::alone).isPresent();
    }

    private boolean ofStack() {
        return rung.action().filter(StackAction.class::isInstance).isPresent();
    }
}
