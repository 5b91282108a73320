package io.likeness.gateway.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Says which addresses a webhook may be at: those of the internet, and no others. What is not, is told by the registries of special-purpose addresses (RFC 6890, IANA). An IPv6 address in
 * which an IPv4 address is embedded by mapping, translation or 6to4 is what that one is. Safe for threads.
 */
final class AddressRule {
    private static final List<Block> REFUSED = List.of(
            Block.own("127.0.0.0", 8, "loopback"),
            Block.own("10.0.0.0", 8, "a private network"),
            Block.own("172.16.0.0", 12, "a private network"),
            Block.own("192.168.0.0", 16, "a private network"),
            Block.own("100.64.0.0", 10, "a network behind a carrier's address translation"),
            Block.of("0.0.0.0", 8, "this network"),
            Block.of("169.254.0.0", 16, "link-local"),
            Block.of("168.63.129.16", 32, "a service of the host"),
            Block.of("192.0.0.0", 24, "kept for protocols"),
            Block.of("192.0.2.0", 24, "documentation"),
            Block.of("192.88.99.0", 24, "a relay of 6to4"),
            Block.of("198.18.0.0", 15, "benchmarking"),
            Block.of("198.51.100.0", 24, "documentation"),
            Block.of("203.0.113.0", 24, "documentation"),
            Block.of("224.0.0.0", 4, "multicast"),
            Block.of("240.0.0.0", 4, "reserved or broadcast"),
            Block.own("::1", 128, "loopback"),
            Block.own("fc00::", 7, "a private network"),
            Block.of("::", 128, "unspecified"),
            Block.of("fe80::", 10, "link-local"),
            Block.of("ff00::", 8, "multicast"),
            Block.of("2001::", 23, "kept for protocols"),
            Block.of("2001:db8::", 32, "documentation"),
            Block.of("3fff::", 20, "documentation"));

    /** All that is assigned to the internet lies in it. */
    private static final Block GLOBAL = Block.of("2000::", 3, "global");

    /** Prefixes behind which an IPv4 address lies: mapped (RFC 4291), translated (RFC 6052), 6to4 (RFC 3056). */
    private static final List<Block> EMBEDDING =
            List.of(Block.of("64:ff9b::", 96, "translated"), Block.of("2002::", 16, "6to4"));

    private final boolean ownAllowed;

    /** @param ownAllowed whether a target may be on this machine or on a private network */
    AddressRule(boolean ownAllowed) {
        this.ownAllowed = ownAllowed;
    }

    /** Why an address is refused, empty for one that is not. */
    Optional<String> refusal(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 4) {
            return refused(bytes);
        }
        Optional<byte[]> embedded = embedded(bytes);
        if (embedded.isPresent()) {
            return embedded.flatMap(this::refused);
        }
        return listed(bytes) || GLOBAL.contains(bytes) ? refused(bytes) : Optional.of("not of the internet");
    }

    private Optional<String> refused(byte[] bytes) {
        return REFUSED.stream()
                .filter(block -> block.contains(bytes))
                .findFirst()
                .filter(block -> !(block.own && ownAllowed))
                .map(Block::what);
    }

    private static boolean listed(byte[] bytes) {
        return REFUSED.stream().anyMatch(block -> block.contains(bytes));
    }

    private static Optional<byte[]> embedded(byte[] bytes) {
        if (mapped(bytes)) {
            return Optional.of(Arrays.copyOfRange(bytes, 12, 16));
        }
        return EMBEDDING.stream()
                .filter(block -> block.contains(bytes))
                .findFirst()
                .map(block -> Arrays.copyOfRange(bytes, block.bits / 8, block.bits / 8 + 4));
    }

    /** Java reads a mapped address as the one that it maps, so that there can be no block of it. */
    private static boolean mapped(byte[] bytes) {
        return Arrays.equals(bytes, 0, 12, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1}, 0, 12);
    }

    /**
     * Addresses that begin alike.
     *
     * @param own whether they belong to whoever runs this
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Block(byte[] prefix, int bits, String what, boolean own) {
        static Block of(String prefix, int bits, String what) {
            return new Block(literal(prefix), bits, what, false);
        }

        static Block own(String prefix, int bits, String what) {
            return new Block(literal(prefix), bits, what, true);
        }

        boolean contains(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            int whole = bits / 8;
            int mask = (0xFF << (8 - bits % 8)) & 0xFF;
            return Arrays.equals(address, 0, whole, prefix, 0, whole)
                    && (bits % 8 == 0 || (address[whole] & mask) == (prefix[whole] & mask));
        }

        private static byte[] literal(String text) {
            try {
                return InetAddress.getByName(text).getAddress();
            } catch (UnknownHostException e) {
                throw new IllegalStateException(text + " is no address", e);
            }
        }
    }
}
