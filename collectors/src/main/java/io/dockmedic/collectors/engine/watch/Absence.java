package io.dockmedic.collectors.engine.watch;

/** Who was away while the stream showed nothing. */
enum Absence {
    /** We were; the engine went on, as far as we know. */
    OURS,
    /** The engine was gone. */
    ENGINE,
    /** The whole machine was, and the engine with it. */
    HOST
}
