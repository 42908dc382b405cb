package io.sluice.cluster.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads a YAML file as settings: each leaf a text, with its line. Types are the keys' business. */
final class SettingsFile {

  private final List<Given> given = new ArrayList<>();
  private final List<String> faults;
  private final String name;

  private SettingsFile(String name, List<String> faults) {
    this.name = name;
    this.faults = faults;
  }

  /**
   * Reads the file.
   *
   * @param faults gets what is wrong with its form
   */
  static List<Given> read(Path file, List<String> faults) {
    var reading = new SettingsFile(String.valueOf(file.getFileName()), faults);
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      Node root = new Yaml(options).compose(reader);
      if (root != null) {
        reading.walk(root, List.of());
      }
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      faults.add(reading.name + ":" + line + " is no YAML: " + e.getProblem());
    } catch (IOException e) {
      faults.add("the file " + file + " cannot be read");
    } catch (YAMLException e) {
      // What the reader beneath the YAML met: a folder, other bytes, characters that no text has.
      faults.add("the file " + file + " cannot be read as YAML in UTF-8: " + firstLine(e));
    }
    return reading.given;
  }

  private static String firstLine(YAMLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason");
  }

  private void walk(Node node, List<String> path) {
    switch (node) {
      case MappingNode mapping when mapping.isTwoStepsConstruction() ->
          faults.add(place(node) + " contains itself");
      case MappingNode mapping -> walkMapping(mapping, path);
      case SequenceNode sequence -> give(node, path, joined(sequence));
      case ScalarNode scalar -> give(node, path, text(scalar));
      default -> faults.add(place(node) + " is neither a value, a list nor a mapping");
    }
  }

  /** YAML's null, however it is written, is a value that nobody gave. */
  private static String text(ScalarNode scalar) {
    return scalar.getTag().equals(Tag.NULL) ? "" : scalar.getValue();
  }

  private void walkMapping(MappingNode mapping, List<String> path) {
    if (mapping.getValue().isEmpty() && !path.isEmpty()) {
      give(mapping, path, "");
    }
    Set<String> seen = new HashSet<>();
    for (NodeTuple entry : mapping.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        faults.add(place(entry.getKeyNode()) + " is no name");
      } else if (!seen.add(key.getValue())) {
        faults.add(place(key) + " " + key.getValue() + " is given twice");
      } else {
        List<String> inner = new ArrayList<>(path);
        inner.add(key.getValue());
        walk(entry.getValueNode(), inner);
      }
    }
  }

  private void give(Node node, List<String> path, String text) {
    if (path.isEmpty()) {
      faults.add(place(node) + " is no mapping of names to values");
    } else {
      given.add(new Given(path, text, place(node)));
    }
  }

  private String joined(SequenceNode sequence) {
    return sequence.getValue().stream().map(this::element).collect(Collectors.joining(","));
  }

  private String element(Node node) {
    if (node instanceof ScalarNode scalar && scalar.getValue().indexOf(',') < 0) {
      return scalar.getValue();
    }
    faults.add(place(node) + " is no plain value without a comma");
    return "";
  }

  private String place(Node node) {
    return name + ":" + (node.getStartMark().getLine() + 1);
  }
}
