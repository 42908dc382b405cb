package io.sluice.peers.spring;

import io.sluice.peers.launch.Ready;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.requestreply.ReplyingKafkaTemplate;

/**
 * The asking side, as the reference documentation of Spring for Apache Kafka has it. The reply
 * topic is this gateway's own.
 */
@Configuration(proxyBeanMethods = false)
public class RequestReply {

  private static final Duration START_PATIENCE = Duration.ofSeconds(60);

  @Bean
  ConcurrentMessageListenerContainer<String, byte[]> replies(
      ConcurrentKafkaListenerContainerFactory<String, byte[]> containers,
      @Value("${reply-topic}") String replyTopic) {
    var container = containers.createContainer(replyTopic);
    container.getContainerProperties().setGroupId(replyTopic + ".gateway");
    container.setAutoStartup(false);
    return container;
  }

  @Bean
  ReplyingKafkaTemplate<String, byte[], byte[]> requests(
      ProducerFactory<String, byte[]> producers,
      ConcurrentMessageListenerContainer<String, byte[]> replies,
      @Value("${topic}") String topic) {
    var requests = new ReplyingKafkaTemplate<>(producers, replies);
    requests.setDefaultTopic(topic);
    return requests;
  }

  @EventListener
  void tell(ApplicationReadyEvent event) throws InterruptedException {
    var context = event.getApplicationContext();
    // A reply that is sent before the assignment would be missed.
    if (!context.getBean(ReplyingKafkaTemplate.class).waitForAssignment(START_PATIENCE)) {
      throw new IllegalStateException("Kafka did not assign the reply topic");
    }
    Ready.gateway(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
  }
}
