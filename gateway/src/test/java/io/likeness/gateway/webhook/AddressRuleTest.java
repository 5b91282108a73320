package io.likeness.gateway.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** First and last addresses of every block, their neighbours outside, and every form of embedding. */
final class AddressRuleTest {
    private final AddressRule strict = new AddressRule(false);
    private final AddressRule own = new AddressRule(true);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0.0.0",
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "168.63.129.15",
                "168.63.129.17",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.0",
                "192.0.3.0",
                "192.88.98.255",
                "192.88.100.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "198.51.99.255",
                "198.51.101.0",
                "203.0.112.255",
                "203.0.114.0",
                "223.255.255.255",
                "2000::",
                "2001:200::1",
                "2001:db7:ffff::",
                "2001:db9::",
                "2606:4700:4700::1111",
                "2a00:1450:4001::",
                "3ffe::1",
                "3fff:1000::",
                "::ffff:8.8.8.8",
                "64:ff9b::8.8.8.8",
                "2002:0808:0808::1"
            })
    void takesAddressesOfTheInternet(String address) throws UnknownHostException {
        assertEquals(Optional.empty(), strict.refusal(InetAddress.getByName(address)));
        assertEquals(Optional.empty(), own.refusal(InetAddress.getByName(address)));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.0, loopback",
        "127.0.0.1, loopback",
        "127.255.255.255, loopback",
        "10.0.0.0, a private network",
        "10.255.255.255, a private network",
        "172.16.0.0, a private network",
        "172.31.255.255, a private network",
        "192.168.0.0, a private network",
        "192.168.255.255, a private network",
        "100.64.0.0, a network behind a carrier's address translation",
        "100.100.100.200, a network behind a carrier's address translation",
        "100.127.255.255, a network behind a carrier's address translation",
        "::1, loopback",
        "fc00::, a private network",
        "fd00:ec2::254, a private network",
        "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, a private network",
        "::ffff:127.0.0.1, loopback",
        "::ffff:10.0.0.1, a private network",
        "64:ff9b::7f00:1, loopback",
        "64:ff9b::192.168.1.1, a private network",
        "2002:7f00:1::, loopback",
        "2002:c0a8:101::1, a private network"
    })
    void refusesWhatIsOfTheOwnerUnlessItIsAllowed(String address, String what) throws UnknownHostException {
        assertEquals(Optional.of(what), strict.refusal(InetAddress.getByName(address)));
        assertEquals(Optional.empty(), own.refusal(InetAddress.getByName(address)));
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, this network",
        "0.255.255.255, this network",
        "169.254.0.0, link-local",
        "169.254.169.254, link-local",
        "169.254.255.255, link-local",
        "168.63.129.16, a service of the host",
        "192.0.0.0, kept for protocols",
        "192.0.0.192, kept for protocols",
        "192.0.0.255, kept for protocols",
        "192.0.2.0, documentation",
        "192.0.2.255, documentation",
        "192.88.99.1, a relay of 6to4",
        "198.18.0.0, benchmarking",
        "198.19.255.255, benchmarking",
        "198.51.100.0, documentation",
        "198.51.100.255, documentation",
        "203.0.113.0, documentation",
        "203.0.113.255, documentation",
        "224.0.0.0, multicast",
        "239.255.255.255, multicast",
        "240.0.0.0, reserved or broadcast",
        "255.255.255.255, reserved or broadcast",
        "::, unspecified",
        "::7f00:1, not of the internet",
        "::2, not of the internet",
        "100::1, not of the internet",
        "64:ff9b:1::7f00:1, not of the internet",
        "1fff:ffff::1, not of the internet",
        "4000::, not of the internet",
        "5f00::1, not of the internet",
        "fe80::1, link-local",
        "febf:ffff::1, link-local",
        "fec0::1, not of the internet",
        "fe00::1, not of the internet",
        "ff02::1, multicast",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, multicast",
        "2001::1, kept for protocols",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2, kept for protocols",
        "2001:2::1, kept for protocols",
        "2001:20::1, kept for protocols",
        "2001:1ff:ffff::1, kept for protocols",
        "2001:db8::1, documentation",
        "2001:db8:ffff::1, documentation",
        "3fff::1, documentation",
        "3fff:fff::1, documentation",
        "::ffff:169.254.169.254, link-local",
        "::ffff:0.0.0.0, this network",
        "64:ff9b::169.254.169.254, link-local",
        "64:ff9b::e000:1, multicast",
        "2002:a9fe:a9fe::, link-local",
        "2002:ffff:ffff::, reserved or broadcast"
    })
    void refusesWhatIsOfNobodyAlways(String address, String what) throws UnknownHostException {
        assertEquals(Optional.of(what), strict.refusal(InetAddress.getByName(address)));
        assertEquals(Optional.of(what), own.refusal(InetAddress.getByName(address)));
    }
}
