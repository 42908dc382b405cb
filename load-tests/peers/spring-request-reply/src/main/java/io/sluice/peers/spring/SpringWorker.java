package io.sluice.peers.spring;

import io.sluice.peers.launch.Arguments;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.messaging.handler.annotation.SendTo;

/** Answers each record with its own value; Spring reads from its headers where to and which. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(ReadyOnAssignment.class)
public class SpringWorker {

  public static void main(String[] args) {
    SpringApplication.run(SpringWorker.class, Arguments.of(args).joined());
  }

  @KafkaListener(topics = "${topic}", groupId = "${topic}.workers")
  @SendTo
  byte[] echo(byte[] body) {
    return body;
  }
}
