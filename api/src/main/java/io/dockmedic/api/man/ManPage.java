package io.dockmedic.api.man;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code dockmedic(1)}: all commands with their options, from the same words as {@code --help}. */
final class ManPage {
    /** Lines are broken by who reads the page. */
    private static final int WIDE = 2000;

    private final Troff page = new Troff();

    private ManPage() {}

    static String of(CommandSpec root) {
        root.commandLine().setUsageHelpWidth(WIDE);
        ManPage made = new ManPage();
        made.head(root);
        made.page.section("COMMANDS").text("Each says what it takes with `--help`.");
        root.subcommands().values().forEach(command -> made.command("", command.getCommandSpec()));
        made.foot();
        return made.page.toString();
    }

    private void head(CommandSpec root) {
        String does = String.join(" ", root.usageMessage().description());
        String name = root.name();
        page.macro(".TH " + name.toUpperCase(Locale.ROOT) + " 1 \"\" \"" + Troff.plain(String.join(" ", root.version()))
                + "\" \"\"")
                // Lines are not made even, and words not taken apart: options are to be found and copied.
                .macro(".ad l")
                .macro(".nh")
                .section("NAME")
                .macro(Troff.plain(name) + " \\- "
                        + Troff.plain(does.substring(0, 1).toLowerCase(Locale.ROOT)
                                + does.substring(1).replaceFirst("\\.$", "")))
                .section("SYNOPSIS")
                .macro(Troff.bold(name) + " " + Troff.italic("COMMAND") + " [" + Troff.italic("OPTIONS") + "]")
                .section("DESCRIPTION")
                .text("Sees what goes wrong with the containers of a host, heals it within the limits of its owner, proves that"
                        + " the cure worked, and calls a person when it must. `" + name
                        + " serve` does that; the other commands ask it, tell it something, or look at files.")
                .section("OPTIONS");
        root.options().forEach(this::option);
    }

    private void command(String of, CommandSpec command) {
        if (command.usageMessage().hidden()) {
            return;
        }
        String name = of + command.name();
        page.part(name)
                .macro(Troff.plain(synopsis(command)))
                .macro(".PP")
                .text(String.join(" ", command.usageMessage().description()));
        command.positionalParameters().stream().filter(argument -> !argument.hidden()).forEach(this::parameter);
        command.options()
                .stream()
                .filter(option -> !option.hidden() && !option.usageHelp() && !option.versionHelp())
                .forEach(this::option);
        command.subcommands().values().forEach(below -> command(name + " ", below.getCommandSpec()));
    }

    /** As help has it, on one line and without what every command has. */
    private static String synopsis(CommandSpec command) {
        Help help = new Help(command, Help.defaultColorScheme(Help.Ansi.OFF));
        return help.synopsis(0).replaceAll("\\s+", " ").replaceFirst(" \\[-hV?]", "").strip();
    }

    private void parameter(PositionalParamSpec parameter) {
        page.term(Troff.italic(parameter.paramLabel()), described(parameter));
    }

    private void option(OptionSpec option) {
        String names = Arrays.stream(option.names()).map(Troff::bold).collect(Collectors.joining(", "));
        page.term(option.arity().max() == 0 ? names : names + "=" + Troff.italic(option.paramLabel()),
                described(option));
    }

    private static String described(ArgSpec argument) {
        return String.join(" ", argument.description());
    }

    private void foot() {
        page.section("EXIT STATUS")
                .term("0", "All is well.")
                .term("1", "Something wrong was found, or it could not be done.")
                .term("2", "Wrong use.")
                .section("ENVIRONMENT")
                .term(Troff.bold("DOCKER_HOST"), "Where the engine listens, where the configuration does not say it.")
                .section("FILES");
        for (List<String> file : List.of(
                List.of("/etc/dockmedic/dockmedic.yml",
                        "The configuration. Check it before a restart: `dockmedic check`."),
                List.of("/etc/dockmedic/rules.d", "Rules of your own."),
                List.of("/var/lib/dockmedic", "The journal, and the token of who may tell Dockmedic anything."))) {
            page.term(Troff.italic(file.getFirst()), file.getLast());
        }
        page.section("SEE ALSO")
                .text("The pages in /usr/share/doc/dockmedic, or in share/docs of the tarball, and `docker`(1).");
    }
}
