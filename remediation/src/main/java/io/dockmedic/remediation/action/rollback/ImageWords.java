package io.dockmedic.remediation.action.rollback;

import io.dockmedic.collectors.engine.blueprint.BaseImage;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which image that is, for a person.
 *
 * @param name  as it was asked for, or as it is called now where it was asked for by its id; the id where it has no name
 * @param id    in full
 * @param words with its digest and when it was built
 * @param names all that it is known as
 */
record ImageWords(String name, String id, String words, List<String> names) {
    private static final int SHOWN = "sha256:".length() + 12;

    ImageWords {
        names = List.copyOf(names);
    }

    static ImageWords of(String asked, BaseImage image) {
        String id = image.id();
        boolean byId = asked.isEmpty() || asked.equals(id) || asked.startsWith("sha256:");
        String name = !byId ? asked : image.tags().isEmpty() ? id : image.tags().getFirst();
        String shown = id.substring(0, Math.min(SHOWN, id.length()));
        String digest = image.digests().isEmpty() ? "in no registry that is known" : image.digests().getFirst();
        TreeSet<String> names = new TreeSet<>(image.names());
        if (!byId) {
            names.add(asked);
        }
        return new ImageWords(name, id, (name.equals(id) ? "" : name + " ") + "(" + shown + ", " + digest
                + (image.created().isEmpty() ? "" : ", built " + image.created()) + ")", List.copyOf(names));
    }

    /** How it is deployed by hand: by what is called so now, or by what never changes. */
    String byHand(BaseImage image) {
        return image.tags().contains(name) ? name : id;
    }

    /** Its names without what tells one of several apart. */
    Set<String> repositories() {
        TreeSet<String> repositories = new TreeSet<>();
        names.forEach(each -> repositories.add(repository(each)));
        return repositories;
    }

    /** {@code registry:5000/web} of {@code registry:5000/web:1@sha256:…}. */
    private static String repository(String image) {
        String name = image.split("@", 2)[0];
        int tag = name.indexOf(':', name.lastIndexOf('/') + 1);
        return tag < 0 ? name : name.substring(0, tag);
    }
}
