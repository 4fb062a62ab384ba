package io.dockmedic.remediation.action.about;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an action says of itself.
 *
 * @param name        as rules write it
 * @param summary     one sentence
 * @param kind        its class
 * @param aim         what it is for
 * @param parameters  name to meaning
 * @param lists       names of those that are lists
 * @param forms       of those that are texts of one form, a regular expression that each has to match as a whole: what it refuses
 *                    is refused, and some of what it takes may be
 * @param engineCalls what it asks of the engine, for a socket proxy's rules: {@code POST /containers/{id}/restart}
 * @param rights      what it needs beside the engine's socket, for a person; empty when nothing
 * @param example     a step with it, in YAML, on one line
 * @param dryRun      what would be done, as dry-run says it
 * @param undo        how it is undone, for a person
 */
public record ActionDescription(
        String name,
        String summary,
        ActionClass kind,
        Aim aim,
        Map<String, String> parameters,
        Set<String> lists,
        Map<String, String> forms,
        List<String> engineCalls,
        String rights,
        String example,
        String dryRun,
        String undo) {
    /** Of an action whose parameters are of any form. */
    public ActionDescription(String name, String summary, ActionClass kind, Aim aim, Map<String, String> parameters,
            Set<String> lists, List<String> engineCalls, String dryRun, String undo) {
        this(name, summary, kind, aim, parameters, lists, Map.of(), engineCalls, "", "", dryRun, undo);
    }

    /** Of an action none of whose parameters is a list. */
    public ActionDescription(String name, String summary, ActionClass kind, Aim aim, Map<String, String> parameters,
            List<String> engineCalls, String dryRun, String undo) {
        this(name, summary, kind, aim, parameters, Set.of(), engineCalls, dryRun, undo);
    }

    public ActionDescription {
        parameters = Map.copyOf(parameters);
        lists = Set.copyOf(lists);
        forms = Map.copyOf(forms);
        engineCalls = List.copyOf(engineCalls);
    }

    /** The same, with what is known of how parameters are written. */
    public ActionDescription formed(Map<String, String> more) {
        return new ActionDescription(name, summary, kind, aim, parameters, lists, more, engineCalls, rights, example,
                dryRun, undo);
    }

    /** The same, with a step that shows it. */
    public ActionDescription example(String step) {
        return new ActionDescription(name, summary, kind, aim, parameters, lists, forms, engineCalls, rights, step,
                dryRun, undo);
    }

    /** The same, with what it needs beside the engine's socket. */
    public ActionDescription rights(String needs) {
        return new ActionDescription(name, summary, kind, aim, parameters, lists, forms, engineCalls, needs, example,
                dryRun, undo);
    }

    /** Whether it changes anything that runs, or is kept: intent, budgets and settling apply. */
    public boolean changes() {
        return aim != Aim.TELL && aim != Aim.MARK;
    }

    /** Whether people are told, with which a remedy ends. */
    public boolean tells() {
        return aim == Aim.TELL;
    }

    /** Whether a step with it must state a proof. */
    public boolean needsVerify() {
        return changes();
    }
}
