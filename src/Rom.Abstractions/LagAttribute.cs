namespace Rom.Abstractions;

/// <summary>
/// Marks the whole number among a model's options that sets its lag w: growth with the lag is measured by trainings
/// with other values of it. At most one option of a record is marked; without one, this growth is not measured.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LagAttribute : Attribute;
