package io.dockmedic.collectors.audit.secret;

import io.dockmedic.collectors.audit.setup.Variable.Looks;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Judges a variable by name and value. A guess: what it calls a secret may be none, and the other way round. Every
 * pattern takes time linear in the value, of which the first 4096 characters are looked at.
 */
public final class SecretLooks {
    private static final int LOOKED_AT = 4096;
    private static final int SHORTEST_KEY = 20;
    /** Bits a character: English text and paths stay below 4, 20 random letters and digits come to 4 and more. */
    private static final double RANDOM_BITS = 3.9;
    /** Hexadecimal digits have at most 4 bits each. */
    private static final double RANDOM_HEX_BITS = 3.0;

    private static final Pattern NAME = Pattern.compile(
            "(^|_)(PASSWORD|PASSWD|PASSPHRASE|PASS|PWD|SECRET|SECRETS|TOKEN|APIKEY|API_KEY|ACCESS_KEY|PRIVATE_KEY"
                    + "|SECRET_KEY|ENCRYPTION_KEY|CREDENTIAL|CREDENTIALS|AUTH_KEY|JWT)($|_[0-9]+$)"
                    + "|(PASSWORD|PASSWD|SECRETKEY|APIKEY)$");
    /** What is said about a secret is none. */
    private static final Pattern NO_SECRET = Pattern.compile("^(PWD|OLDPWD)$|_(FILE|PATH|DIR)$");

    private static final List<Pattern> TOKENS = List.of(
            Pattern.compile("-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----"),
            Pattern.compile("\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b"),
            Pattern.compile(
                    "\\b(?:gh[pousr]_|github_pat_|glpat-|xox[abprs]-|sk-|sk_live_|rk_live_|SG\\.|hf_|dckr_pat_|npm_)"
                            + "[\\w-]{10,200}"),
            Pattern.compile("\\beyJ[\\w-]{5,2000}+\\.[\\w-]{5,2000}+"),
            Pattern.compile("\\bAIza[\\w-]{35}\\b"),
            Pattern.compile("://[^\\s/:@]{0,100}+:[^\\s/@]{1,200}+@"));

    private static final Pattern KEY_LETTERS = Pattern.compile("[A-Za-z0-9+/=_-]+");
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]+");
    private static final Pattern PATH = Pattern.compile("\\.{0,2}/[\\w./@:-]*");
    /** Checksums, versions and ids that images bring along are as random as keys. */
    private static final Pattern PUBLIC_NAME = Pattern.compile(
            "(^|_)(SHA|SHA256|SHA512|SHA1|MD5|CHECKSUM|DIGEST|COMMIT|REVISION|HASH|VERSION|FINGERPRINT|GPG_KEY|GPG_KEYS|"
                    + "PUBLIC_KEY|ID|UUID)($|_)|^GPG_KEYS?$|(SHA256|SHA512)$");

    private SecretLooks() {}

    /** What the variable looks like; {@code value} is not kept. */
    public static Looks of(String name, String value) {
        String upper = name.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
        String looked = value.length() > LOOKED_AT ? value.substring(0, LOOKED_AT) : value;
        if (looked.isBlank() || NO_SECRET.matcher(upper).find() || PATH.matcher(looked).matches()) {
            return Looks.PLAIN;
        }
        if (TOKENS.stream().anyMatch(token -> token.matcher(looked).find())) {
            return Looks.KNOWN_TOKEN;
        }
        if (NAME.matcher(upper).find() && !isSwitch(looked)) {
            return Looks.SECRET_BY_NAME;
        }
        return isRandom(looked) && !PUBLIC_NAME.matcher(upper).find() ? Looks.RANDOM : Looks.PLAIN;
    }

    /** {@code REQUIRE_PASSWORD=true} is a switch. */
    private static boolean isSwitch(String value) {
        return List.of("true", "false", "yes", "no", "on", "off").contains(value.toLowerCase(Locale.ROOT));
    }

    private static boolean isRandom(String value) {
        if (value.length() < SHORTEST_KEY || !KEY_LETTERS.matcher(value).matches()) {
            return false;
        }
        boolean digits = value.chars().anyMatch(Character::isDigit);
        boolean letters = value.chars().anyMatch(Character::isLetter);
        double least = HEX.matcher(value).matches() ? RANDOM_HEX_BITS : RANDOM_BITS;
        return digits && letters && bits(value) >= least;
    }

    /** Shannon's entropy of its characters, in bits each. */
    private static double bits(String value) {
        Map<Integer, Integer> counts = new HashMap<>();
        value.chars().forEach(letter -> counts.merge(letter, 1, Integer::sum));
        double bits = 0;
        for (int count : counts.values()) {
            double share = (double) count / value.length();
            bits -= share * Math.log(share) / Math.log(2);
        }
        return bits;
    }
}
