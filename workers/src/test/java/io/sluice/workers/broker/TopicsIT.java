package io.sluice.workers.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.definitions.model.Source;
import io.sluice.workers.streams.LostRecordsException;
import io.sluice.workers.streams.UnreadRecords;
import io.sluice.workers.topic.TopicException;
import io.sluice.workers.topic.TopicNames;
import io.sluice.workers.topic.TopicSettings;
import io.sluice.workers.topic.Topics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TopicsIT {
    private final Admin admin = LocalBroker.shared().admin();
    private final Topics topics = new Topics(admin, TopicSettings.of(3, 1));
    private final String name = LocalBroker.name("clicks_");
    private final Source source = StreamSources.clicks(name, name + "_raw");

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void makesWhatIsMissingAndAcceptsWhatIsThere() throws Exception {
        topics.prepareAccept(source);
        topics.prepareView(name, "activity", 2);
        topics.prepareAccept(source);
        topics.prepareView(name, "activity", 2);

        assertThat(cleanup(new TopicNames(name).accepted())).isEqualTo("delete");
        assertThat(cleanup("updates.activity_v2." + name)).isEqualTo("compact");
        assertThat(admin.describeTopics(List.of("control." + name))
                        .allTopicNames()
                        .get()
                        .get("control." + name)
                        .partitions())
                .hasSize(3);
    }

    @Test
    void aMissingSourceTopicIsNamedWithTheNearest() throws Exception {
        create(name + "_long_misspelt", 1, "delete");
        Source absent = StreamSources.clicks(name, name + "_long_misspelled");

        assertThatThrownBy(() -> topics.sourcePartitions(absent, 0))
                .isInstanceOf(TopicException.class)
                .hasMessageContaining("Topic " + name + "_long_misspelled of source " + name + " does not exist")
                .hasMessageContaining("did you mean " + name + "_long_misspelt?");
    }

    @Test
    void aSourceTopicMayGrowButNotShrink() throws Exception {
        create(name + "_raw", 2, "delete");

        assertThat(topics.sourcePartitions(source, 1)).isEqualTo(2);
        assertThatThrownBy(() -> topics.sourcePartitions(source, 4)).hasMessageContaining("has 2 partitions and had 4");
    }

    @Test
    void aTopicThatWouldLoseRecordsIsRefused() throws Exception {
        create("accepted." + name, 3, "compact");

        assertThatThrownBy(() -> topics.prepareAccept(source))
                .hasMessageContaining("accepted." + name + " has cleanup.policy=compact and must have delete");
    }

    @Test
    void aLogWithOtherPartitionsIsRefused() throws Exception {
        create("accepted." + name, 2, "delete");

        assertThatThrownBy(() -> topics.prepareAccept(source)).hasMessageContaining("has 2 partitions and must have 3");
    }

    @Test
    void unreadRecordsThatAreGoneStopAnAppBeforeItStarts() throws Exception {
        create(name + "_raw", 1, "delete");
        TopicPartition place = new TopicPartition(name + "_raw", 0);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", LocalBroker.shared().address()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < 5; i++) {
                producer.send(new ProducerRecord<>(name + "_raw", new byte[1]));
            }
        }
        admin.alterConsumerGroupOffsets(name, Map.of(place, new OffsetAndMetadata(2)))
                .all()
                .get();
        UnreadRecords unread = new UnreadRecords(admin);
        admin.deleteRecords(Map.of(place, RecordsToDelete.beforeOffset(2)))
                .all()
                .get();
        unread.check(name, name + "_raw");
        admin.deleteRecords(Map.of(place, RecordsToDelete.beforeOffset(3)))
                .all()
                .get();

        assertThatThrownBy(() -> unread.check(name, name + "_raw"))
                .isInstanceOf(LostRecordsException.class)
                .hasMessageContaining("partition 0 was read up to offset 2 and begins at 3 now");
        admin.deleteRecords(Map.of(place, RecordsToDelete.beforeOffset(5)))
                .all()
                .get();
        assertThatThrownBy(() -> unread.check(name, name + "_raw"))
                .as("trimmed until nothing is left")
                .hasMessageContaining("begins at 5 now, ends at 5");
        unread.begin(name + "_new", name + "_raw");
        unread.check(name + "_new", name + "_raw");
        unread.begin(name + "_new", name + "_raw");
        assertThat(admin.listConsumerGroupOffsets(name + "_new")
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .get(place)
                        .offset())
                .isEqualTo(5);
    }

    private void create(String topic, int partitions, String cleanup) throws Exception {
        admin.createTopics(
                        List.of(new NewTopic(topic, partitions, (short) 1).configs(Map.of("cleanup.policy", cleanup))))
                .all()
                .get();
    }

    private String cleanup(String topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .get(resource)
                .get("cleanup.policy")
                .value();
    }
}
