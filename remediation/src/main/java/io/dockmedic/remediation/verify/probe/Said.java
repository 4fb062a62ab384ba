package io.dockmedic.remediation.verify.probe;

/**
 * What came of asking once.
 *
 * @param asAsked whether it is as it was to be
 * @param words   what was found, for a person; nothing of what the container wrote or answered is in it
 */
public record Said(boolean asAsked, String words) {}
