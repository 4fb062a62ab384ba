package io.dockmedic.collectors.engine.blueprint;

/** Links to other containers, as inspect shows them: {@code /db:/web/store}. */
final class Links {
    private Links() {}

    /** As they are asked for: {@code db:store}. */
    static String asked(String shown) {
        int colon = shown.indexOf(':');
        return colon < 0
                ? shown
                : Blueprint.withoutSlash(shown.substring(0, colon)) + ":" + shown.substring(shown.lastIndexOf('/') + 1);
    }
}
