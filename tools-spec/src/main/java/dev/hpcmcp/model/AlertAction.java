package dev.hpcmcp.model;

/** What can be done about an alert or its rule. */
public enum AlertAction {
    ACKNOWLEDGE,
    RESOLVE,
    /** Switches a rule on. */
    ENABLE,
    /** Switches a rule off. */
    DISABLE
}
