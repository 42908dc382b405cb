package io.sluice.peers.mvc;

import io.sluice.peers.launch.Arguments;
import io.sluice.peers.spring.RequestReply;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** The program; {@code --virtual-threads true} gives each request a thread of that kind. */
@SpringBootApplication
@Import(RequestReply.class)
public class MvcGateway {

  public static void main(String[] args) {
    SpringApplication.run(MvcGateway.class, Arguments.of(args).joined());
  }
}
