package dev.hpcmcp.model;

/** What raises alerts. */
public record AlertRule(
        @Doc("Its id") String ruleId,
        @Doc("How bad its alerts are") Alert.Level level,
        @Doc("What it watches") String description,
        @Doc("Whether it is on") boolean enabled) {}
