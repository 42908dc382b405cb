package io.sluice.gateway.contract;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import org.junit.jupiter.api.Test;

final class OpenApi30Test {
  private final Operation operation =
      Contracts.of(
              Contracts.document(
                      """
                        /a:
                          post:
                            operationId: a
                            x-sluice: {service: s, transport: kafka}
                            requestBody:
                              content:
                                application/json:
                                  schema: {$ref: '#/components/schemas/A'}
                      components:
                        schemas:
                          A:
                            type: object
                            properties:
                              name: {type: string, nullable: true, example: {nullable: true, type: x}}
                              kind: {type: string, nullable: true, enum: [a]}
                              over: {type: integer, minimum: 5, exclusiveMinimum: true}
                              least: {type: integer, minimum: 5, exclusiveMinimum: false}
                              nullable: {type: boolean}
                      """)
                  .replace("3.1.0", "3.0.3"))
          .operations()
          .getFirst();

  @Test
  void nullableAndBooleanLimitsMeanWhatTheyMeantIn30() {
    for (String body :
        List.of(
            "{\"name\":null}",
            "{\"kind\":null}",
            "{\"over\":6}",
            "{\"least\":5}",
            "{\"nullable\":true}")) {
      assertInstanceOf(Checked.Valid.class, operation.check(Contracts.body(body)), body);
    }
    for (String body :
        List.of(
            "{\"name\":1}",
            "{\"kind\":\"b\"}",
            "{\"over\":5}",
            "{\"least\":4}",
            "{\"nullable\":1}")) {
      assertInstanceOf(Checked.Invalid.class, operation.check(Contracts.body(body)), body);
    }
  }
}
