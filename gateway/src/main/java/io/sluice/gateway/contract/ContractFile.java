package io.sluice.gateway.contract;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.Serial;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * One file of a contract as a tree, with the line of every node.
 *
 * @param path absolute
 * @param name as messages show it: of the main file its own, of others the way from its folder
 * @param isMain whether the contract starts here
 * @param lines by JSON pointer, from 1
 */
record ContractFile(
    Path path,
    String name,
    boolean isMain,
    String text,
    JsonNode root,
    Map<String, Integer> lines) {
  private static final int MOST_CHARACTERS = 64 * 1024 * 1024;

  /** The file a contract starts with. Blocks. A file named {@code *.json} is JSON, else YAML. */
  static ContractFile main(Path path) throws IOException, ContractException {
    Path absolute = path.toAbsolutePath().normalize();
    String name = String.valueOf(absolute.getFileName());
    return read(absolute, name, true, "an OpenAPI document");
  }

  /** A file that another refers to. */
  static ContractFile part(Path path, String name) throws IOException, ContractException {
    return read(path, name, false, "an object");
  }

  private static ContractFile read(Path path, String name, boolean isMain, String allowed)
      throws IOException, ContractException {
    String text = text(path, name);
    ObjectMapper mapper = name.endsWith(".json") ? json() : yaml();
    Map<String, Integer> lines = new HashMap<>();
    try (JsonParser parser = mapper.createParser(text)) {
      if (parser.nextToken() == null) {
        throw refused(path, name, 1, "an empty file", allowed);
      }
      JsonNode root = node(parser, "", lines);
      if (!root.isObject()) {
        throw refused(path, name, 1, Shown.of(root), allowed);
      }
      if (parser.nextToken() != null) {
        int line = parser.currentTokenLocation().getLineNr();
        throw refused(path, name, line, "more after the document", "one document");
      }
      return new ContractFile(path, name, isMain, text, root, lines);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      String message = e.getOriginalMessage().lines().findFirst().orElse("no reason");
      throw refused(path, name, line, message, "YAML or JSON without aliases and double names");
    }
  }

  private static String text(Path path, String name) throws IOException, ContractException {
    try {
      return Files.readString(path, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw refused(path, name, 1, "bytes that are no UTF-8", "a text in UTF-8");
    }
  }

  private static ContractException refused(
      Path path, String name, int line, String found, String allowed) {
    return new ContractException(
        name, List.of(path), List.of(new ContractFault(name, line, "#", found, allowed)));
  }

  private static ObjectMapper json() {
    return JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  }

  private static ObjectMapper yaml() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MOST_CHARACTERS);
    return new ObjectMapper(
        YAMLFactory.builder()
            .loaderOptions(options)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());
  }

  private static JsonNode node(JsonParser parser, String pointer, Map<String, Integer> lines)
      throws IOException {
    lines.putIfAbsent(pointer, parser.currentTokenLocation().getLineNr());
    // Jackson would silently put the alias's name in the place of what it stands for.
    if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
      throw new ContractFileException(parser, "the YAML alias *" + parser.getText());
    }
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return object(parser, pointer, lines);
    }
    return token == JsonToken.START_ARRAY
        ? array(parser, pointer, lines)
        : parser.readValueAsTree();
  }

  private static ObjectNode object(JsonParser parser, String pointer, Map<String, Integer> lines)
      throws IOException {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      String place = pointer + "/" + Place.escape(name);
      lines.put(place, parser.currentTokenLocation().getLineNr());
      parser.nextToken();
      object.set(name, node(parser, place, lines));
    }
    return object;
  }

  private static ArrayNode array(JsonParser parser, String pointer, Map<String, Integer> lines)
      throws IOException {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(node(parser, pointer + "/" + array.size(), lines));
    }
    return array;
  }

  private static final class ContractFileException extends JsonProcessingException {
    @Serial private static final long serialVersionUID = 1;

    ContractFileException(JsonParser parser, String message) {
      super(message, parser.currentTokenLocation());
    }
  }
}
