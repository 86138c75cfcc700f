package io.signalcoherence.ports.model;

/**
 * A registered tenant.
 *
 * @param id its name
 * @param organisation whom it belongs to
 * @param residency where its data may lie
 * @param state where it is in its life
 * @param settings what an operator may change
 */
public record Tenant(
    TenantId id,
    Organisation organisation,
    Residency residency,
    TenantState state,
    TenantSettings settings) {}
