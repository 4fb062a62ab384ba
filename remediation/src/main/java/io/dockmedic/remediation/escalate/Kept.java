package io.dockmedic.remediation.escalate;

import io.dockmedic.remediation.record.ActRecord;

/**
 * What people are told of something that an act of ours changed and that is not put back.
 *
 * @param act     that changed it
 * @param name    of the container, or of the part of the machine
 * @param why     it is not put back
 * @param byHand  what a person does to put it back
 * @param before  how often it was told before that it is put off
 * @param forGood it never will be by itself; else it still is as soon as it can be
 */
public record Kept(ActRecord act, String name, String why, String byHand, int before, boolean forGood) {}
