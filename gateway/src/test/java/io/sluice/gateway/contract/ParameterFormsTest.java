package io.sluice.gateway.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ParameterFormsTest {
  private static final String LIST = "schema: {type: array, maxItems: 3, items: {type: integer}}";
  private static final String OBJECT =
      "schema: {type: object, required: [a], properties: {a: {type: integer, maximum: 9}, b: {type:"
          + " string}}}";

  private static String document(String path, String parameter) {
    return Contracts.document(
        "  %s: {get: {operationId: a, x-sluice: {service: s, transport: kafka}, parameters: [{name: p, %s}]}}\n"
            .formatted(path, parameter));
  }

  private static Operation operation(String parameter) {
    return Contracts.of(document("/a", parameter)).operations().getFirst();
  }

  private static String query(String parameter, String... query) {
    return Contracts.data(operation("in: query, " + parameter).check(Contracts.query(query)));
  }

  private static void refused(String detail, String parameter, String... query) {
    assertEquals(
        detail,
        Contracts.invalid(operation("in: query, " + parameter).check(Contracts.query(query)))
            .faults()
            .getFirst()
            .detail());
  }

  private static Checked path(String parameter, String value) {
    return Contracts.of(document("/a/{p}", "in: path, required: true, " + parameter))
        .operations()
        .getFirst()
        .check(new CallInput(Map.of("p", value), Contracts.pairs(), Contracts.pairs(), null));
  }

  private static Checked headers(String parameter, MultiMap headers) {
    return operation(parameter).check(new CallInput(Map.of(), Contracts.pairs(), headers, null));
  }

  @Test
  void arraysOfTheQuery() {
    assertEquals("{\"p\":[1,2]}", query(LIST, "p", "1", "p", "2"));
    assertEquals("{\"p\":[1,2]}", query("explode: false, " + LIST, "p", "1,2"));
    assertEquals("{\"p\":[1,2]}", query("style: spaceDelimited, " + LIST, "p", "1 2"));
    assertEquals("{\"p\":[1,2]}", query("style: pipeDelimited, " + LIST, "p", "1|2"));
    assertEquals("{\"p\":[]}", query("explode: false, " + LIST, "p", ""));
    refused("found \"\"; allowed: a whole number", "explode: false, " + LIST, "p", "1,");
    refused("found 2 times; allowed: once", "explode: false, " + LIST, "p", "1", "p", "2");
    refused(
        "found an array; must have at most 3 items but found 4",
        "style: pipeDelimited, " + LIST,
        "p",
        "1|2|3|4");
  }

  @Test
  void objectsOfTheQuery() {
    String both = "{\"p\":{\"a\":1,\"b\":\"x\"}}";

    assertEquals(both, query(OBJECT, "b", "x", "a", "1"));
    assertEquals(both, query("explode: false, " + OBJECT, "p", "a,1,b,x"));
    assertEquals(both, query("style: deepObject, " + OBJECT, "p[a]", "1", "p[b]", "x"));
    assertEquals(
        "{\"p\":{\"z\":true}}",
        query(
            "style: deepObject, schema: {type: object, additionalProperties: {type: boolean}}",
            "p[z]",
            "true"));
    assertEquals("{}", query("style: deepObject, " + OBJECT));
  }

  @Test
  void objectsOfTheQueryThatAreAgainstTheirSchema() {
    String deep = "style: deepObject, " + OBJECT;

    refused("at #/a is missing; it is required", deep, "p[b]", "x");
    refused("at #/a found 10; must have a maximum value of 9", deep, "p[a]", "10");
    refused(
        "found the member \"a\" twice; allowed: each of the contract's members once",
        deep,
        "p[a]",
        "1",
        "p[a]",
        "2");
    refused("is not a parameter of this operation; allowed: p[a], p[b]", deep, "p[c]", "1");
    refused("found \"a,1,b\"; allowed: name,value,…", "explode: false, " + OBJECT, "p", "a,1,b");
    refused("is missing; it is required", "required: true, " + OBJECT);
  }

  @Test
  void pathsHoldListsAndObjectsInOneSegment() {
    assertEquals("{\"p\":[1,2]}", Contracts.data(path(LIST, "1,2")));
    assertEquals("{\"p\":{\"a\":1}}", Contracts.data(path(OBJECT, "a,1")));
    assertEquals("{\"p\":{\"a\":1}}", Contracts.data(path("explode: true, " + OBJECT, "a=1")));
    assertEquals(
        "found \"a,1\"; allowed: name=value,…",
        Contracts.invalid(path("explode: true, " + OBJECT, "a,1")).faults().getFirst().detail());
  }

  @Test
  void emptyValuesWhereTheContractAllowsThem() {
    String empty = "allowEmptyValue: true, ";

    assertEquals("{\"p\":true}", query(empty + "schema: {type: boolean}", "p", ""));
    assertEquals("{\"p\":\"\"}", query(empty + "schema: {type: string, minLength: 1}", "p", ""));
    assertEquals("{\"p\":7}", query(empty + "schema: {type: integer, default: 7}", "p", ""));
    assertEquals("{}", query(empty + "required: true, " + LIST, "p", ""));
    refused("found \"\"; allowed: true or false", "schema: {type: boolean}", "p", "");
  }

  @Test
  void parametersInJson() {
    String json =
        "content: {application/json: {schema: {type: object, properties: {a: {type: integer}}}}}";

    assertEquals("{\"p\":{\"a\":1,\"b\":[2.5]}}", query(json, "p", "{\"a\":1,\"b\":[2.5]}"));
    refused("at #/a found \"1\"; allowed: integer", json, "p", "{\"a\":\"1\"}");
    refused("found an array; allowed: object", json, "p", "[]");
    refused(
        "found not whole: the JSON ends too early at line 1, column 2; allowed: JSON",
        json,
        "p",
        "{");
  }

  @Test
  void headersAreListsOverAllTheirLinesAndDoNotTravel() {
    String list = "in: header, required: true, " + LIST;

    assertEquals("{}", Contracts.data(headers(list, Contracts.pairs("P", "1 , 2", "p", "3"))));
    assertEquals(
        List.of(InputFault.inParameter("header.p", "found \"x\"; allowed: a whole number")),
        Contracts.invalid(headers(list, Contracts.pairs("p", "1,x"))).faults());
    assertEquals(
        "{}", Contracts.data(headers("in: header, " + OBJECT, Contracts.pairs("p", "a, 1"))));
  }

  @Test
  void cookiesAreReadLenientlyAndDoNotTravel() {
    String cookie = "in: cookie, required: true, schema: {type: integer, maximum: 9}";

    for (String text :
        List.of("p=1", "a; p=1", " p = \"1\" ;q", "x==;p=1;p=20", "=;;p=1; secure")) {
      assertEquals("{}", Contracts.data(headers(cookie, Contracts.pairs("Cookie", text))), text);
    }
    assertEquals(
        "{}", Contracts.data(headers(cookie, Contracts.pairs("cookie", "a=b", "cookie", "p=1"))));
    assertEquals(
        "{}",
        Contracts.data(
            headers("in: cookie, explode: false, " + LIST, Contracts.pairs("cookie", "p=1,2"))));
    assertEquals(
        List.of(InputFault.inParameter("cookie.p", "is missing; it is required")),
        Contracts.invalid(headers(cookie, Contracts.pairs("cookie", "P=1"))).faults());
  }

  @Test
  void aCookiesValueIsNotRepeated() {
    String cookie = "in: cookie, schema: {type: integer, maximum: 9}";
    for (String value : List.of("secret", "424242")) {
      Checked.Invalid invalid =
          Contracts.invalid(headers(cookie, Contracts.pairs("cookie", "p=" + value)));
      assertFalse(invalid.toString().contains(value), invalid::toString);
    }
  }

  @Test
  void formsThatMeanNothingAreFaults() {
    for (String parameter :
        List.of(
            "in: query, style: simple, " + LIST,
            "in: query, style: pipeDelimited, explode: true, " + LIST,
            "in: query, style: spaceDelimited, " + OBJECT,
            "in: header, style: form, " + LIST,
            "in: cookie, " + LIST,
            "in: cookie, " + OBJECT,
            "in: query, schema: {type: object, properties: {a: {type: object}}}",
            "in: query, schema: {type: string}, content: {application/json: {schema: {}}}",
            "in: query, content: {text/plain: {schema: {}}}")) {
      assertEquals(1, Contracts.faults(document("/a", parameter)).size(), parameter);
    }
  }
}
