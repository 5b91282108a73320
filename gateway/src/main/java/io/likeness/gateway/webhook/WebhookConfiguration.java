package io.likeness.gateway.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** Which targets webhooks may have, how often and how long they are tried, and how long that is remembered. */
@ConfigMapping(prefix = "likeness.webhook")
public interface WebhookConfiguration {
    /** Whether a target may be http, so that whoever is between reads what it is told. Otherwise it has to be https. */
    @WithDefault("false")
    boolean allowHttp();

    /**
     * Whether a target may be on this machine or on a network of its owner: loopback, RFC 1918, RFC 6598 and unique local addresses. Whoever may declare webhooks can then have this gateway
     * call whatever is there.
     */
    @WithDefault("false")
    boolean allowPrivateTargets();

    /** How long an attempt may take in all, 100 ms to 1 min. */
    @WithDefault("15s")
    Duration timeout();

    /** How long after a failed attempt the next follows, 1 to 20 of them, each 1 ms to 7 d; up to a tenth longer or shorter, by chance. After as many attempts and one, a delivery has failed. */
    @WithDefault("5s,5m,30m,2h,5h,10h,14h,20h,24h")
    List<Duration> backoff();

    /** How many attempts at one webhook a gateway makes at a time, 1 to 16; at all of them, as many for each. */
    @WithDefault("4")
    int mostAtOnce();

    /** How much longer than an attempt may take a delivery is lent to a gateway, 100 ms to 10 min: another goes on with what one has left. */
    @WithDefault("45s")
    Duration lease();

    /** How often a gateway looks by itself for what is to be delivered, for a notification may be lost, 100 ms to 5 min. */
    @WithDefault("30s")
    Duration poll();

    /** How long every attempt at a webhook has to fail until it is disabled, 1 min to 365 d. */
    @WithDefault("5d")
    Duration patience();

    /** How long the secret before the newest one is signed with, too, where the request does not say, 0 s to 30 d. */
    @WithDefault("24h")
    Duration overlap();

    /** How long a delivery is remembered, whatever became of it, 4 d to 3650 d. */
    @WithDefault("30d")
    Duration keepDeliveries();
}
