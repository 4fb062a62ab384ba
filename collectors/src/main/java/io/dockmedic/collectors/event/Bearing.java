package io.dockmedic.collectors.event;

import org.jspecify.annotations.Nullable;

/**
 * What something is about that others tell, as far as it is here.
 *
 * @param scope     the narrowest that it names
 * @param container null unless that is the scope
 * @param gpu       which it names, also beside a container; null when it names none
 * @param missing   why it is about no container of this host; empty when it is about one
 */
public record Bearing(Scope scope, @Nullable Container container, @Nullable Gpu gpu, String missing) {
    /** About nothing here, and why. */
    public static Bearing none(String why) {
        return new Bearing(Scope.NONE, null, null, why);
    }

    /** About another host, and how that is known. */
    public static Bearing elsewhere(String why) {
        return new Bearing(Scope.ELSEWHERE, null, null, why);
    }
}
