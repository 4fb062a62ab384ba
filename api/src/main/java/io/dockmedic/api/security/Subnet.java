package io.dockmedic.api.security;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses that have their first bits in common.
 *
 * @param first the address whose other bits are 0
 * @param bits  how many they have in common; all, where it is one address
 */
public record Subnet(InetAddress first, int bits) {
    private static final Pattern TEXT = Pattern.compile("([0-9A-Fa-f.:]+)(?:/(\\d{1,3}))?");

    /** Of an address written out: some programs take 10.1 for 10.0.0.1. */
    private static final int DOTS = 3;

    /** Reads {@code 10.0.0.7}, {@code 10.0.0.0/24}, {@code fd00::/64}; empty when it is none, or has bits set beyond those. */
    public static Optional<Subnet> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String literal = parts.group(1);
        if (!literal.contains(":") && literal.chars().filter(one -> one == '.').count() != DOTS) {
            return Optional.empty();
        }
        try {
            InetAddress address = InetAddress.ofLiteral(literal);
            int all = address.getAddress().length * Byte.SIZE;
            int bits = parts.group(2) == null ? all : Integer.parseInt(parts.group(2));
            Subnet subnet = new Subnet(address, bits);
            return bits <= all && subnet.rest(address).signum() == 0 ? Optional.of(subnet) : Optional.empty();
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    /** Whether it is one of them. */
    public boolean contains(InetAddress address) {
        return address.getAddress().length == first.getAddress().length
                && number(address).subtract(rest(address)).equals(number(first));
    }

    /** Whether an address of this machine alone is one of them. */
    public boolean loopback() {
        return first.isLoopbackAddress() || contains(InetAddress.ofLiteral("::1"));
    }

    /** Whether it is one address. */
    public boolean single() {
        return bits == first.getAddress().length * Byte.SIZE;
    }

    /** Whether so many are of it that it names nobody. */
    public boolean wide() {
        return bits < first.getAddress().length * 2;
    }

    private BigInteger rest(InetAddress address) {
        int others = address.getAddress().length * Byte.SIZE - bits;
        return number(address).and(BigInteger.ONE.shiftLeft(others).subtract(BigInteger.ONE));
    }

    private static BigInteger number(InetAddress address) {
        return new BigInteger(1, address.getAddress());
    }
}
