package dev.hpcmcp.mcp;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * Put over the SDK's {@code ElicitRequest}: its annotations would write {@code mode} twice, as type
 * and as property, which Jackson refuses from 3.2 on.
 */
@JsonTypeInfo(
        use = JsonTypeInfo.Id.NAME,
        include = JsonTypeInfo.As.EXISTING_PROPERTY,
        property = "mode",
        visible = true)
interface ElicitMode {}
