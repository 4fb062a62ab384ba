package io.dockmedic.collectors.audit.check;

/**
 * What a check found. Holds no value of a variable.
 *
 * @param setting where it stands under the service in a Compose file, parts divided by a slash: {@code ports},
 *                {@code environment/DB_PASSWORD}
 * @param message what is wrong
 * @param instead what to write instead, as Compose writes it
 */
public record Flaw(Severity severity, String setting, String message, String instead) {
    /** It is to be put right. */
    public static Flaw warning(String setting, String message, String instead) {
        return new Flaw(Severity.WARNING, setting, message, instead);
    }

    /** It is worth knowing. */
    public static Flaw info(String setting, String message, String instead) {
        return new Flaw(Severity.INFO, setting, message, instead);
    }

    /** The host or the service is open. */
    public static Flaw critical(String setting, String message, String instead) {
        return new Flaw(Severity.CRITICAL, setting, message, instead);
    }
}
