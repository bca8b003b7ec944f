package io.eigencam.command;

import io.eigencam.topic.TopicCreation;
import io.eigencam.topic.TopicState;
import io.eigencam.topic.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code eigencam topics create}: creates what is missing and looks at what is there. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    description = {
      "Creates the topics that are missing and checks those that exist.",
      "Existing topics are never changed."
    })
final class TopicsCreateCommand implements Callable<Integer> {
  @Mixin private ClientSettings client = new ClientSettings();

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "4",
      description = "Partitions of a new topic (default: ${DEFAULT-VALUE}).")
  private int partitions;

  @Option(
      names = "--replication-factor",
      paramLabel = "N",
      defaultValue = "-1",
      description = "Copies of a new topic; -1 is the cluster's default (default).")
  private int replicationFactor;

  @Mixin private PrefixOption prefix = new PrefixOption();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    QuietLogging.apply();
    Map<String, Object> config = new HashMap<>(client.read());
    // Kafka's own minute is long for somebody who mistyped an address.
    config.putIfAbsent(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, "15000");
    config.putIfAbsent(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, "10000");
    Topics topics = prefix.topics();
    List<TopicState> states;
    try (Admin admin = connect(config)) {
      states = creation(admin).ensure(topics.all());
    } catch (KafkaException e) {
      throw new KafkaException(ConnectionFailure.explain(e, config), e);
    }
    print(states);
    List<String> problems = states.stream().flatMap(state -> state.problems().stream()).toList();
    if (!problems.isEmpty()) {
      throw new KafkaException(String.join("; ", problems));
    }
    return 0;
  }

  private TopicCreation creation(Admin admin) {
    try {
      return new TopicCreation(admin, partitions, replicationFactor);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private static Admin connect(Map<String, Object> config) throws IOException {
    try {
      return Admin.create(config);
    } catch (KafkaException e) {
      throw ClusterConnection.unusable(e);
    }
  }

  private void print(List<TopicState> states) throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      JsonOutput.printLine(out, states);
    } else {
      for (TopicState state : states) {
        out.printf(
            "%s %s (%d partition%s)%n",
            state.created() ? "created" : "exists ",
            state.name(),
            state.partitions(),
            state.partitions() == 1 ? "" : "s");
      }
    }
    out.flush();
  }
}
