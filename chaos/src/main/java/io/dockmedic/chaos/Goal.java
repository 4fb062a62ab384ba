package io.dockmedic.chaos;

import java.time.Duration;

/** How much must have happened before a run is over; and after how long it ends at the latest. */
record Goal(int faults, int acts, int kills, int engineFaults, Duration latest) {
    boolean met(int faultsSoFar, int actsSoFar, int killsSoFar, int engineFaultsSoFar) {
        return faultsSoFar >= faults && actsSoFar >= acts && killsSoFar >= kills && engineFaultsSoFar >= engineFaults;
    }
}
