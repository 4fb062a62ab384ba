package io.dockmedic.remediation.action.rollback;

import io.dockmedic.collectors.engine.blueprint.BaseImage;

/**
 * Which image that is, for a person.
 *
 * @param name  as it was asked for
 * @param id    in full
 * @param words with its digest and when it was built
 */
record ImageWords(String name, String id, String words) {
    private static final int SHOWN = "sha256:".length() + 12;

    static ImageWords of(String name, BaseImage image) {
        String id = image.id();
        String shown = id.substring(0, Math.min(SHOWN, id.length()));
        String digest = image.digests().isEmpty() ? "in no registry that is known" : image.digests().getFirst();
        return new ImageWords(name, id, (name.equals(id) ? "" : name + " ") + "(" + shown + ", " + digest
                + (image.created().isEmpty() ? "" : ", built " + image.created()) + ")");
    }
}
