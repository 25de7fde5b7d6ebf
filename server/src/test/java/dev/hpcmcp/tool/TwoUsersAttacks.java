package dev.hpcmcp.tool;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How somebody could use what is another's: calls of every tool with a place for an id of hers. A
 * tool without an entry here fails {@code TwoUsersTest}.
 */
final class TwoUsersAttacks {
    static final Map<String, List<String>> ALL = all();

    private TwoUsersAttacks() {}

    private static Map<String, List<String>> all() {
        Map<String, List<String>> all = new TreeMap<>();
        jobs(all);
        lists(all);
        files(all);
        training(all);
        all.put("list_clusters", List.of("{ }"));
        all.put("get_cluster", List.of("{\"cluster\":\"{}\"}", "{\"cluster\":\"lab\"}"));
        all.put(
                "get_metrics",
                List.of("{\"cluster\":\"{}\"}", "{\"cluster\":\"lab\",\"user\":\"alice\"}"));
        all.put(
                "set_node_state",
                List.of(
                        "{\"cluster\":\"lab\",\"node\":\"{}\",\"state\":\"drain\",\"reason\":\"{}\"}"));
        return all;
    }

    private static void jobs(Map<String, List<String>> all) {
        all.put(
                "submit_job",
                List.of(
                        "{\"cluster\":\"lab\",\"script\":\"x\",\"after\":[{\"job_id\":\"{}\",\"condition\":\"started\"}]}",
                        "{\"cluster\":\"lab\",\"script\":\"x\",\"request_id\":\"{}\"}",
                        "{\"cluster\":\"lab\",\"script\":\"x\",\"replicas\":2,\"request_id\":\"{}\"}"));
        all.put(
                "launch_session",
                List.of(
                        "{\"cluster\":\"lab\",\"type\":\"notebook\",\"image\":\"i\",\"request_id\":\"{}\"}"));
        all.put(
                "wait_for_job",
                List.of("{\"cluster\":\"lab\",\"job_ids\":[\"{}\"],\"timeout_seconds\":1}"));
        all.put(
                "get_job",
                List.of(
                        "{\"cluster\":\"lab\",\"job_ids\":[\"{}\"]}",
                        "{\"cluster\":\"lab\",\"job_ids\":[\"1\",\"{}\"],\"detail\":\"full\"}"));
        all.put(
                "get_session_logs",
                List.of(
                        "{\"cluster\":\"lab\",\"job_id\":\"{}\"}",
                        "{\"cluster\":\"lab\",\"job_id\":\"1\",\"cursor\":\"{}\"}",
                        "{\"cluster\":\"lab\",\"job_id\":\"{}\",\"search\":\"alice\"}"));
        all.put("diagnose_job", List.of("{\"cluster\":\"lab\",\"job_id\":\"{}\"}"));
        all.put(
                "cancel_job",
                List.of(
                        "{\"cluster\":\"lab\",\"job_ids\":[\"{}\"],\"force\":true}",
                        "{\"cluster\":\"lab\",\"job_ids\":[\"{}\"],\"signal\":\"KILL\"}",
                        "{\"cluster\":\"lab\",\"filter\":{\"name_contains\":\"{}\"}}"));
        all.put(
                "control_job",
                List.of(
                        "{\"cluster\":\"lab\",\"job_ids\":[\"{}\"],\"action\":\"hold\"}",
                        "{\"cluster\":\"lab\",\"job_ids\":[\"{}\"],\"action\":\"renew\"}",
                        "{\"cluster\":\"lab\",\"job_ids\":[\"{}\"],\"action\":\"set_priority\",\"priority\":9}"));
    }

    private static void lists(Map<String, List<String>> all) {
        all.put(
                "list_jobs",
                List.of(
                        "{\"cursor\":\"{}\"}",
                        "{\"cluster\":\"lab\",\"limit\":1,\"cursor\":\"{}\"}",
                        "{\"cluster\":\"lab\",\"user\":\"alice\"}",
                        "{\"cluster\":\"lab\",\"user\":\"all\",\"name_contains\":\"{}\"}"));
        all.put("fetch_images", List.of("{\"cluster\":\"lab\",\"cursor\":\"{}\"}"));
        all.put("list_nodes", List.of("{\"cluster\":\"lab\",\"name\":\"{}\"}"));
        all.put("search", List.of("{\"cluster\":\"lab\",\"query\":\"{}\"}"));
        all.put("list_users", List.of("{\"cluster\":\"lab\",\"user\":\"alice\"}"));
        all.put(
                "export_jobs",
                List.of(
                        "{\"cluster\":\"lab\",\"user\":\"alice\"}",
                        "{\"cluster\":\"lab\",\"path\":\"{}\"}"));
        all.put(
                "create_report",
                List.of(
                        "{\"cluster\":\"lab\"}",
                        "{\"cluster\":\"lab\",\"type\":\"{}\",\"since\":\"2026-01-01\",\"until\":\"2026-01-31\"}"));
    }

    private static void files(Map<String, List<String>> all) {
        all.put(
                "list_files",
                List.of(
                        "{\"cluster\":\"lab\",\"path\":\"{}\"}",
                        "{\"cluster\":\"lab\",\"path\":\"/home/alice\"}",
                        "{\"cluster\":\"lab\",\"cursor\":\"{}\"}"));
        all.put(
                "read_file",
                List.of(
                        "{\"cluster\":\"lab\",\"path\":\"{}\"}",
                        "{\"cluster\":\"lab\",\"path\":\"~/../alice/{}\"}"));
        all.put(
                "write_file",
                List.of(
                        "{\"cluster\":\"lab\",\"path\":\"{}\",\"text\":\"gone\",\"overwrite\":true}",
                        "{\"cluster\":\"lab\",\"path\":\"{}\",\"text\":\"gone\"}"));
    }

    private static void training(Map<String, List<String>> all) {
        all.put(
                "start_training",
                List.of(
                        "{\"cluster\":\"lab\",\"config_path\":\"c.yaml\",\"request_id\":\"{}\"}",
                        "{\"cluster\":\"lab\",\"config_path\":\"c.yaml\",\"checkpoint_id\":\"{}\"}"));
        all.put(
                "get_training_metrics",
                List.of(
                        "{\"cluster\":\"lab\",\"job_id\":\"{}\",\"chart\":true}",
                        "{\"cluster\":\"lab\",\"job_id\":\"1\",\"compare_with\":[\"{}\"]}"));
        all.put(
                "list_checkpoints",
                List.of(
                        "{\"cluster\":\"lab\",\"job_id\":\"{}\"}",
                        "{\"cluster\":\"lab\",\"cursor\":\"{}\"}"));
        all.put(
                "transfer_checkpoint",
                List.of(
                        "{\"cluster\":\"lab\",\"direction\":\"download\",\"checkpoint_id\":\"{}\",\"path\":\"p\"}",
                        "{\"cluster\":\"lab\",\"direction\":\"download\",\"checkpoint_id\":\"c1\",\"path\":\"{}\"}",
                        "{\"cluster\":\"lab\",\"direction\":\"upload\",\"job_id\":\"1\",\"epoch\":1,\"path\":\"{}\"}",
                        "{\"cluster\":\"lab\",\"direction\":\"upload\",\"job_id\":\"{}\",\"epoch\":1,\"path\":\"../alice/{}\"}"));
        all.put("list_alerts", List.of("{\"cluster\":\"lab\"}"));
        all.put(
                "manage_alert",
                List.of(
                        "{\"cluster\":\"lab\",\"alert_id\":\"{}\",\"action\":\"resolve\"}",
                        "{\"cluster\":\"lab\",\"alert_id\":\"{}\",\"action\":\"disable\"}"));
        all.put(
                "manage_notification",
                List.of(
                        "{\"cluster\":\"lab\",\"action\":\"list\",\"kind\":\"webhook\"}",
                        "{\"cluster\":\"lab\",\"action\":\"delete\",\"kind\":\"webhook\",\"id\":\"{}\"}",
                        "{\"cluster\":\"lab\",\"action\":\"send\",\"kind\":\"webhook\",\"id\":\"{}\",\"message\":\"x\"}",
                        "{\"cluster\":\"lab\",\"action\":\"delete\",\"kind\":\"notification\",\"id\":\"{}\"}"));
    }
}
