package io.dockmedic.api.cli;

/** What {@code dockmedic advise --format} takes. */
enum AdviceFormat {
    text, json, compose
}
