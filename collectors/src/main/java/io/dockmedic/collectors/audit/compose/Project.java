package io.dockmedic.collectors.audit.compose;

import io.dockmedic.collectors.audit.setup.Setup;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the checks of a file as a whole look at.
 *
 * @param shown    the file as it was given
 * @param folder   its folder
 * @param setups   of its services
 * @param optional services with a profile: they may never run beside the others
 * @param needed   variables without a default, by name, with the line of their first use
 * @param known    names of variables that have a value
 * @param envFiles {@code .env} and those that services name
 * @param text     for lines
 */
record Project(
        String shown,
        Path folder,
        List<Setup> setups,
        Set<String> optional,
        Map<String, Integer> needed,
        Set<String> known,
        List<Path> envFiles,
        ComposeText text) {}
