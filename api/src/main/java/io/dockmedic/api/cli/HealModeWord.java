package io.dockmedic.api.cli;

import io.dockmedic.remediation.decide.HealMode;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Whose containers may be healed, as the configuration writes it. */
final class HealModeWord implements ITypeConverter<HealMode> {
    @Override
    public HealMode convert(String word) {
        for (HealMode mode : HealMode.values()) {
            if (mode.name().toLowerCase(Locale.ROOT).equals(word)) {
                return mode;
            }
        }
        throw new TypeConversionException("'" + word + "' is not labelled, all or none");
    }
}
