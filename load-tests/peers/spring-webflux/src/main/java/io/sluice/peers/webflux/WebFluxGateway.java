package io.sluice.peers.webflux;

import io.sluice.peers.launch.Arguments;
import io.sluice.peers.spring.RequestReply;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** The program. */
@SpringBootApplication
@Import(RequestReply.class)
public class WebFluxGateway {

  public static void main(String[] args) {
    SpringApplication.run(WebFluxGateway.class, Arguments.of(args).joined());
  }
}
