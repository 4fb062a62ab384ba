package io.dockmedic.api.doctor.fact;

import java.util.OptionalLong;

/**
 * The data directory, or where it would be made.
 *
 * @param there    whether it is there
 * @param owner    whose it is, or the folder's in which it would be made
 * @param writable whether who looks could write there, or make it
 * @param trouble  why {@code serve} would refuse it; empty when it would not
 * @param room     bytes that are left; empty when that cannot be found out
 */
public record DataLook(boolean there, String owner, boolean writable, String trouble, OptionalLong room) {}
