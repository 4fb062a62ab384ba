package io.dockmedic.collectors.audit.find;

import io.dockmedic.collectors.audit.check.Severity;

/**
 * One thing that is wrong. Holds no value of a variable.
 *
 * @param check   the check's id
 * @param service empty when it is of a file as a whole
 * @param instead what to write instead, as Compose writes it
 */
public record Finding(
        String check, Severity severity, String service, String message, String instead, Where where) {}
