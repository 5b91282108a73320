package io.likeness.gateway.webhook;

import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Finds the addresses of a host, once, and refuses those that the rule does. Safe for threads. */
final class Addresses implements AutoCloseable {
    private static final int MOST_LOOKUPS = 32;

    private final AddressRule rule;
    private final Resolver resolver;

    /** A lookup waits in native code, which would hold up all virtual threads; and it cannot be given a limit. */
    private final ExecutorService lookups = new ThreadPoolExecutor(
            0,
            MOST_LOOKUPS,
            60,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().name("webhook-lookup").daemon().factory());

    /** As {@link InetAddress#getAllByName}. */
    interface Resolver {
        InetAddress[] find(String host) throws UnknownHostException;
    }

    Addresses(AddressRule rule, Resolver resolver) {
        this.rule = rule;
        this.resolver = resolver;
    }

    /**
     * All addresses of a host.
     *
     * @throws RefusedAddressException if one of them is refused, whatever the others are
     * @throws UnknownHostException if there are none
     * @throws InterruptedIOException after patience
     */
    List<InetAddress> require(String host, Duration patience) throws IOException {
        List<InetAddress> found = find(host, patience);
        Optional<RefusedAddressException> refused =
                found.stream().flatMap(address -> refusal(address).stream()).findFirst();
        if (refused.isPresent()) {
            throw refused.orElseThrow();
        }
        return found;
    }

    /** Empty for an address that may be called. */
    Optional<RefusedAddressException> refusal(InetAddress address) {
        return rule.refusal(address).map(what -> new RefusedAddressException(address, what));
    }

    /**
     * As far as the host has addresses by now.
     *
     * @throws LikenessException {@code INVALID_REQUEST} naming the field and the address
     */
    void check(String field, String host, Duration patience) {
        try {
            require(host, patience);
        } catch (RefusedAddressException e) {
            throw Require.invalid(field, RefusedAddressException.EXPECTED, e.found());
        } catch (IOException e) {
            // It may have some when it is called, and is checked again then.
        }
    }

    private List<InetAddress> find(String host, Duration patience) throws IOException {
        Future<InetAddress[]> lookup = submit(host);
        try {
            return Stream.of(lookup.get(patience.toNanos(), TimeUnit.NANOSECONDS))
                    .toList();
        } catch (TimeoutException e) {
            lookup.cancel(true);
            throw new InterruptedIOException("no address of " + host);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException e) {
            UnknownHostException unknown = new UnknownHostException(host);
            unknown.initCause(e.getCause());
            throw unknown;
        }
    }

    private Future<InetAddress[]> submit(String host) throws InterruptedIOException {
        try {
            return lookups.submit(() -> resolver.find(host));
        } catch (RejectedExecutionException e) {
            InterruptedIOException busy = new InterruptedIOException("too many lookups wait for an answer");
            busy.initCause(e);
            throw busy;
        }
    }

    @Override
    public void close() {
        lookups.shutdownNow();
    }
}
