package io.millrace.trainer.trees;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.models.onnx.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the trees out of XGBoost's JSON model, which writes every 32-bit number so that it reads back the same. Its format:
 * https://xgboost.readthedocs.io/en/stable/tutorials/saving_model.html
 */
final class TreeReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    private TreeReader() {}

    static List<Tree> trees(byte[] model) {
        JsonNode booster = read(model).at("/learner/gradient_booster/model");
        List<Tree> trees = new ArrayList<>();
        for (JsonNode tree : booster.get("trees")) {
            trees.add(tree(tree, booster.get("tree_info").get(trees.size()).asInt()));
        }
        return trees;
    }

    /** Version of the library that wrote it. */
    static String version(byte[] model) {
        List<String> numbers = new ArrayList<>();
        read(model).get("version").forEach(number -> numbers.add(number.asText()));
        return String.join(".", numbers);
    }

    private static Tree tree(JsonNode tree, int output) {
        int nodes = tree.get("left_children").size();
        float[] numbers = new float[nodes];
        boolean[] missingLeft = new boolean[nodes];
        for (int node = 0; node < nodes; node++) {
            numbers[node] = tree.get("split_conditions").get(node).floatValue();
            missingLeft[node] = tree.get("default_left").get(node).asInt() == 1;
        }
        return new Tree(
                output,
                integers(tree.get("left_children")),
                integers(tree.get("right_children")),
                integers(tree.get("split_indices")),
                numbers,
                missingLeft);
    }

    private static int[] integers(JsonNode array) {
        int[] integers = new int[array.size()];
        for (int i = 0; i < integers.length; i++) {
            integers[i] = array.get(i).asInt();
        }
        return integers;
    }

    private static JsonNode read(byte[] model) {
        try {
            return JSON.readTree(model);
        } catch (IOException e) {
            throw new UncheckedIOException("XGBoost's model cannot be read", e);
        }
    }
}
