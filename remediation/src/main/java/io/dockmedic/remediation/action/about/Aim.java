package io.dockmedic.remediation.action.about;

/** What an action is for; what stands against it follows from that. */
public enum Aim {
    /** To tell somebody: nothing changes. */
    TELL,
    /** To have other programs know something: nothing that runs changes, and no person is told. It cures no fault. */
    MARK,
    /** To have the container run, or run afresh. */
    BRING_UP,
    /** To have something else run in its place, which may cure what a start does not. */
    REPLACE,
    /** To end or hold up what it does. It contains a fault, and cures none. */
    TAKE_DOWN,
    /** To let it go on after it was held up. */
    RESUME,
    /** To let it have more of what it was short of. What is down comes up with it. */
    GIVE_MORE,
    /** To have something done inside it, or beside it, while it runs on. */
    TEND,
    /** To have a copy of what it keeps. It runs on afterwards as before, and a fault goes on too: that cures none. */
    KEEP,
    /** To make room on the host. It is about no container, and touches none that there is. */
    MAKE_ROOM,
    /** To have a part of the machine do less, before it takes harm. It is about no container; what uses that part runs on, slower. */
    SPARE,
    /** To have a part of the machine work again. What uses that is held meanwhile, and goes on afterwards. */
    MEND
}
