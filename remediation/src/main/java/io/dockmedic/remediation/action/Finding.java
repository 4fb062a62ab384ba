package io.dockmedic.remediation.action;

/**
 * How what an action is about was found.
 *
 * @param asAsked whether it is well
 * @param words   how it is, for a person
 */
public record Finding(boolean asAsked, String words) {}
