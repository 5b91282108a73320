package io.likeness.gateway.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.Payload;
import io.likeness.contracts.event.Event;
import io.likeness.contracts.event.Topic;
import io.likeness.platform.web.Failures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Topics in memory, with partitions and groups: at least once, in order per partition, also to members that have lost their partition. */
final class Broker {
    private static final int PARTITIONS = 2;
    private static final Duration POLL = Duration.ofMillis(400);

    private final World world;
    private final Faults faults;
    private final Checks checks;
    private final Planted planted;
    private final Map<String, List<Taken>> records = new HashMap<>();
    private final Map<String, Integer> keys = new HashMap<>();
    private final List<Group> groups = new ArrayList<>();

    private record Taken(Topic topic, Event<? extends Payload> event) {}

    Broker(World world, Faults faults, Checks checks, Planted planted) {
        this.world = world;
        this.faults = faults;
        this.checks = checks;
        this.planted = planted;
    }

    /** Whether the sender hears that the record was taken. */
    boolean send(Machine sender, String topic, String key, Map<String, byte[]> headers, byte[] content) {
        sender.survive();
        if (world.chance(faults.broker())) {
            return false;
        }
        if (world.chance(faults.slow())) {
            world.passBetween(world.upTo(Duration.ofSeconds(8)));
        }
        // What is on its way arrives, whatever has become of its sender.
        take(topic, key.replaceFirst("#.*", ""), headers, content);
        sender.survive();
        return !world.chance(faults.broker());
    }

    private void take(String topicName, String key, Map<String, byte[]> headers, byte[] content) {
        Topic topic = topic(topicName);
        checks.carried(topicName + " " + key, new String(headers.get("ce_id"), UTF_8));
        if (planted == Planted.EVENTS_LOST_AND_NOTHING_REAPED && world.chance(0.2)) {
            return;
        }
        world.note("broker has " + new String(headers.get("ce_type"), UTF_8) + " of " + key);
        int partition = keys.computeIfAbsent(key, unused -> keys.size()) % PARTITIONS;
        records.computeIfAbsent(topicName + partition, unused -> new ArrayList<>())
                .add(new Taken(topic, Event.decode(topic, headers, content)));
    }

    /** @param members those of the group that live and are not paused */
    void subscribe(Topic topic, Supplier<List<Member>> members) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            Group group = new Group(topic.topicName() + partition, members);
            groups.add(group);
            group.poll();
        }
    }

    /** After what was to happen was forgotten. */
    void resume() {
        groups.forEach(Group::poll);
    }

    boolean caughtUp() {
        return groups.stream().allMatch(group -> group.offset == group.log().size());
    }

    /** A process that handles records. */
    record Member(Machine machine, BiConsumer<Event<? extends Payload>, World> handler) {}

    /** The place of a group in one partition. */
    private final class Group {
        private final String log;
        private final Supplier<List<Member>> members;
        private int offset;

        Group(String log, Supplier<List<Member>> members) {
            this.log = log;
            this.members = members;
        }

        private List<Taken> log() {
            return records.getOrDefault(log, List.of());
        }

        private void poll() {
            List<Member> present = members.get();
            if (offset < log().size() && !present.isEmpty()) {
                Member member = present.get(world.random().nextInt(present.size()));
                int at = offset;
                // One that is paused before it begins handles the record late, after others have.
                world.after(world.upTo(POLL), member.machine, () -> handle(member, at));
            }
            world.after(world.upTo(POLL).plusMillis(20), null, this::poll);
        }

        private void handle(Member member, int at) {
            member.machine.survive();
            Taken record = log().get(at);
            try {
                member.handler.accept(record.event, world);
            } catch (Machine.Died died) {
                throw died;
            } catch (RuntimeException e) {
                if (Failures.classify(e).retriable()) {
                    return;
                }
                throw checks.broken(e);
            }
            if (world.chance(faults.again())) {
                offset = Math.max(0, offset - world.random().nextInt(3));
            } else if (offset == at) {
                offset = at + 1;
            }
        }
    }

    private static Topic topic(String name) {
        for (Topic topic : Topic.values()) {
            if (topic.topicName().equals(name)) {
                return topic;
            }
        }
        throw new IllegalStateException("no topic " + name);
    }
}
