package io.dockmedic.speed.rules;

/**
 * What one side took in one scenario.
 *
 * @param compiler as the launcher has it, or the second one
 * @param nanos    of one event, on one core
 * @param error    half the width of the 99.9 % interval of that
 * @param processor of these nanoseconds, what the thread itself had of a processor: the least course of a round, mean of the rounds
 * @param bytes    that one event made, for the collector
 */
record Row(String scenario, String side, String compiler, double nanos, double error, double processor, double bytes) {
    double perSecond() {
        return 1e9 / nanos;
    }
}
